package dev.levee.daemon.config;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;

/**
 * One side, as configured.
 *
 * @param name its name
 * @param storage its object store
 * @param control the prefix of Levee's own objects in it, with its final {@code /}
 */
public record RegionConfig(RegionName name, StorageConfig storage, Location control) {}
