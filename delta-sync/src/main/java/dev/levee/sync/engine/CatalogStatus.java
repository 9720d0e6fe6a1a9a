package dev.levee.sync.engine;

import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.Misfit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The replication of a group's catalogs at one moment.
 *
 * @param scope the catalogs
 * @param source where they are read from, as people may read it
 * @param target the catalog that is kept equal; empty where the secondary has none
 * @param asOf everything that the primary's catalog showed then is in the durable replica; empty
 *     before the first cycle of this direction
 * @param version the durable replica's version then
 * @param assets how many assets it holds
 * @param dropping how many of them are gone from the primary and wait for their grace period's end
 * @param misfits what is not in the target as it is in the source
 * @param dropsHeld why assets that seem to be gone are not taken for dropped
 * @param problem what keeps the source from being read, or the target from being brought up to date
 */
public record CatalogStatus(
    CatalogScope scope,
    String source,
    Optional<String> target,
    Optional<Instant> asOf,
    long version,
    int assets,
    int dropping,
    List<Misfit> misfits,
    Optional<String> dropsHeld,
    Optional<String> problem) {
  /** Copies the list. */
  public CatalogStatus {
    misfits = List.copyOf(misfits);
  }
}
