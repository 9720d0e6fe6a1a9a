package dev.levee.sync.group;

/** What has to be done once a new record is saved, in this order. */
public enum GroupEffect {
  /** Replicate from the record's primary to its secondary. */
  START_REPLICATION,
  /**
   * Stop replicating and wait for requests under way. Then, by the journal's step, fence the
   * primary and report {@code PrimaryFenced} or why not, or fence the secondary and report {@code
   * ReplicationStopped}.
   */
  STOP_REPLICATION,
  /** Stop the primary's writers; report {@code WritesStopped} or why not. */
  STOP_WRITES,
  /** Let stopped writers go on, as often as it takes; report {@code WritesLifted}. */
  LIFT_WRITES,
  /** Replicate until both sides are equal and stay so; report {@code Drained} or why not. */
  DRAIN
}
