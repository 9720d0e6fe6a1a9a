package dev.levee.sync.group;

/** What has to be done once a new record is saved, in this order. */
public enum GroupEffect {
  /** Replicate from the record's primary to its secondary. */
  START_REPLICATION,
  /** Stop replicating and wait for requests under way; then report {@code ReplicationStopped}. */
  STOP_REPLICATION,
  /** Replicate until both sides are equal and stay so; report {@code Drained} or why not. */
  DRAIN
}
