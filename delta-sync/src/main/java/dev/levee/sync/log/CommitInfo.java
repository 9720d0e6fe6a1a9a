package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a commit comes from (Delta protocol, "Commit Provenance Information"). Free-form: what is
 * missing, or of another type than usual, is empty.
 *
 * @param timestamp milliseconds since the epoch, by the writer's clock
 * @param inCommitTimestamp milliseconds since the epoch; the commit's own time where the table has
 *     the feature {@code inCommitTimestamp}
 * @param operation such as {@code WRITE}
 * @param engineInfo the writer's name and version
 * @param transactionId the writer's name for this commit ({@code txnId})
 */
public record CommitInfo(
    OptionalLong timestamp,
    OptionalLong inCommitTimestamp,
    Optional<String> operation,
    Optional<String> engineInfo,
    Optional<String> transactionId) {
  /** Checks that none is null. */
  public CommitInfo {
    requireNonNull(timestamp, "timestamp");
    requireNonNull(inCommitTimestamp, "inCommitTimestamp");
    requireNonNull(operation, "operation");
    requireNonNull(engineInfo, "engineInfo");
    requireNonNull(transactionId, "transactionId");
  }
}
