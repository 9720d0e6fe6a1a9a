package dev.levee.sync.catalog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An asset in the durable replica.
 *
 * @param entry the asset as the primary has it: its locations are the primary's
 * @param registration how it stands in the secondary's catalog server
 * @param droppedAt since when it is gone from the primary; it stays until the grace period is over
 */
public record ReplicaEntry(
    CatalogEntry entry, Registration registration, Optional<Instant> droppedAt) {
  /** Checks that nothing is null. */
  public ReplicaEntry {
    requireNonNull(entry, "entry");
    requireNonNull(registration, "registration");
    requireNonNull(droppedAt, "droppedAt");
  }

  /** Which asset it is. */
  public AssetId id() {
    return entry.id();
  }

  /** The same with another standing. */
  public ReplicaEntry with(Registration changed) {
    return new ReplicaEntry(entry, changed, droppedAt);
  }
}
