package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * When a version was committed, as readers of the two sides tell.
 *
 * @param version the version
 * @param operation what the writer says that it did
 * @param primaryTime the time that readers of the primary take; where the primary cannot be asked,
 *     what was noted when the commit was replicated
 * @param replicaTime the time that readers of the replica take; empty where the version is not
 *     there
 * @param inCommit whether both take it from the commit
 */
public record CommitTime(
    long version,
    Optional<String> operation,
    Optional<Instant> primaryTime,
    Optional<Instant> replicaTime,
    boolean inCommit) {
  /** Checks that all is there. */
  public CommitTime {
    requireNonNull(operation, "operation");
    requireNonNull(primaryTime, "primaryTime");
    requireNonNull(replicaTime, "replicaTime");
  }

  /** Whether a reader that asks for a time gets the same version on both sides, as far as known. */
  public boolean equalForReaders() {
    return primaryTime.isPresent() && primaryTime.equals(replicaTime);
  }
}
