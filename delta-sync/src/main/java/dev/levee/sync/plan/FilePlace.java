package dev.levee.sync.plan;

import dev.levee.sync.model.Location;

/** Where a file lies in the primary, and where its copy belongs. */
record FilePlace(Location source, Location target) {}
