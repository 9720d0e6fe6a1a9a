package dev.levee.daemon.config;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;

/** One side of a location mapping, and where it stands in the file. */
record MappedPrefix(RegionName region, Location prefix, ConfigValue at) {}
