package dev.levee.sync.engine;

import dev.levee.sync.sweep.DeletePolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How a group replicates. All are data a user tunes; each has a default.
 *
 * @param pollInterval how often a busy table is asked for its next commit
 * @param rpoTarget how old the replication point may become; an idle table is asked at least this
 *     often
 * @param discoveryInterval how often new tables are looked for
 * @param history how much of a table's past is replicated
 * @param onRecreated what to do about a table that was dropped and created again
 * @param leaseTtl how long an owner that no longer writes is waited for
 * @param quiescence how long a planned failover wants to see no commit before it switches
 * @param deletes when what is gone from the primary may go from the secondary; empty for never
 */
public record ReplicationSettings(
    Duration pollInterval,
    Duration rpoTarget,
    Duration discoveryInterval,
    History history,
    OnRecreated onRecreated,
    Duration leaseTtl,
    Duration quiescence,
    Optional<DeletePolicy> deletes) {
  /** How much of a table's past is replicated. */
  public enum History {
    /** Everything that the primary still has. */
    FULL,
    /** From the newest complete checkpoint on, or from the beginning where there is none. */
    SNAPSHOT
  }

  /** What to do about a table that was dropped and created again at the same path. */
  public enum OnRecreated {
    /** Hold it, and leave the replica of the dropped table as it is. */
    HOLD,
    /** Copy the new table's files, move the old replica's log away, and make the new table live. */
    REPLACE
  }

  /** Checks that the durations are positive and fit together. */
  public ReplicationSettings {
    if (pollInterval.isNegative() || pollInterval.isZero()) {
      throw new IllegalArgumentException("poll_interval is positive");
    }
    if (rpoTarget.compareTo(pollInterval) < 0) {
      throw new IllegalArgumentException("rpo_target is at least poll_interval");
    }
  }

  /** The same, with deletes on the replica. */
  public ReplicationSettings withDeletes(DeletePolicy policy) {
    return new ReplicationSettings(
        pollInterval,
        rpoTarget,
        discoveryInterval,
        history,
        onRecreated,
        leaseTtl,
        quiescence,
        Optional.of(policy));
  }

  /** Poll every second, RPO 30 s, all history. */
  public static ReplicationSettings defaults() {
    return new ReplicationSettings(
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        History.FULL,
        OnRecreated.HOLD,
        Duration.ofSeconds(15),
        Duration.ofSeconds(2),
        Optional.empty());
  }
}
