package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.Misfit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one cycle has done.
 *
 * @param begun when it began: everything that the primary's catalog showed then is in the durable
 *     replica
 * @param shown what the primary's catalog showed
 * @param version the durable replica's version
 * @param assets how many assets the replica holds
 * @param dropping how many of them are gone from the primary and wait for their grace period's end
 * @param changes how many changes were made in the secondary's catalog
 * @param misfits what is not in the secondary's catalog as it is in the primary's
 * @param dropsHeld why assets that seem to be gone are not taken for dropped
 * @param targetProblem why the secondary's catalog could not be brought up to date
 */
public record CycleReport(
    Instant begun,
    CatalogSnapshot shown,
    long version,
    int assets,
    int dropping,
    int changes,
    List<Misfit> misfits,
    Optional<String> dropsHeld,
    Optional<String> targetProblem) {
  /** Copies the list. */
  public CycleReport {
    misfits = List.copyOf(misfits);
  }
}
