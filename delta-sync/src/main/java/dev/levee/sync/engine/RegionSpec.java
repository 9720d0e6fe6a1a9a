package dev.levee.sync.engine;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectStore;

/**
 * One side of a group.
 *
 * @param name its name
 * @param store its object store; the engine closes it when it stops
 * @param control the prefix of Levee's own objects in that store
 */
public record RegionSpec(RegionName name, ObjectStore store, Location control) {}
