package dev.levee.sync.store;

import dev.levee.sync.model.Location;

/**
 * A prefix on both sides.
 *
 * @param primary the store that is only read
 * @param primaryRoot the prefix there
 * @param secondary the store that is written
 * @param secondaryRoot the prefix there
 */
public record PairedPrefix(
    ObjectStore primary, Location primaryRoot, ObjectStore secondary, Location secondaryRoot) {}
