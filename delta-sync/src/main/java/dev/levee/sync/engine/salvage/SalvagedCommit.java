package dev.levee.sync.engine.salvage;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.RegionName;
import dev.levee.sync.salvage.BranchCommit;
import dev.levee.sync.salvage.Verdict;
import java.time.Instant;

/**
 * A lost commit, and what is, or was, done with it.
 *
 * @param region the one that took it, and has its files
 * @param commit what it says
 * @param committed its object's time there
 * @param verdict what may be done with it; after it was applied, that it is
 * @param appliedNow whether this run applied it
 */
public record SalvagedCommit(
    RegionName region,
    BranchCommit commit,
    Instant committed,
    Verdict verdict,
    boolean appliedNow) {
  /** Checks that all is there. */
  public SalvagedCommit {
    requireNonNull(region, "region");
    requireNonNull(commit, "commit");
    requireNonNull(committed, "committed");
    requireNonNull(verdict, "verdict");
  }
}
