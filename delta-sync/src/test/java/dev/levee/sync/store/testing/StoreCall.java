package dev.levee.sync.store.testing;

import dev.levee.sync.model.Location;

/** One call: which, and the object, prefix or target that it is about. */
public record StoreCall(StoreOperation operation, Location location) {}
