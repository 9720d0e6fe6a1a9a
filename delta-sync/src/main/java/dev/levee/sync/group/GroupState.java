package dev.levee.sync.group;

/** The states of a failover group, as users of managed disaster recovery know them. */
public enum GroupState {
  /** The group's first control record is being written. */
  CREATING,
  /** The first replication in the current direction is under way. Failover is refused. */
  INITIAL_REPLICATION,
  /** Replication is in steady state. Failover is possible. */
  ACTIVE,
  /** A failover is under way. */
  FAILING_OVER,
  /** A failover stopped half-way; requesting it again goes on with it. */
  FAILOVER_FAILED,
  /** The group could not be created. */
  CREATION_FAILED,
  /** The group is being removed. */
  DELETING,
  /** The group could not be removed. */
  DELETION_FAILED
}
