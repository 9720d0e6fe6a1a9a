package dev.levee.sync.store;

import dev.levee.sync.model.Location;

/** One object of a listing. Its attributes carry no user metadata. */
public record ObjectEntry(Location location, ObjectAttributes attributes) {}
