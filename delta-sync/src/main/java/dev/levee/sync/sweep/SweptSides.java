package dev.levee.sync.sweep;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;

/**
 * A prefix on both sides.
 *
 * @param primary the store that is only read
 * @param primaryRoot the prefix there
 * @param secondary the store that objects go from
 * @param secondaryRoot the prefix there
 */
public record SweptSides(
    ObjectStore primary, Location primaryRoot, ObjectStore secondary, Location secondaryRoot) {}
