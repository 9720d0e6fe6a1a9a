package dev.levee.sync.catalog.standin;

import java.util.Objects;
import java.util.Optional;

/** A place for the data of a managed table that is not registered yet. */
record StagingTable(String id, String location, Optional<User> creator) {
  StagingTable {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(creator, "creator");
  }
}
