package dev.levee.sync.group;

import dev.levee.sync.model.RegionName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that happened to a group. */
public sealed interface GroupEvent {
  /** A daemon takes the group: it is free, or its owner's lease has run out. */
  record OwnershipTaken(Owner owner) implements GroupEvent {}

  /** The owner is alive, and this is how far replication has come. */
  record LeaseRenewed(Optional<Instant> replicationPoint) implements GroupEvent {}

  /** The owner stops and gives the group back. */
  record OwnershipReleased(Optional<Instant> replicationPoint) implements GroupEvent {}

  /** The group's first record is in both regions. */
  record Created() implements GroupEvent {}

  /** Every table has been caught up, or held, once in this direction. */
  record InitialReplicationEnded(Optional<Instant> replicationPoint) implements GroupEvent {}

  /**
   * An operator wants the roles changed.
   *
   * @param stopsWrites whether Levee itself stops the primary's writers before a planned one
   */
  record FailoverRequested(
      RegionName target, FailoverType type, OptionalLong expectedEpoch, boolean stopsWrites)
      implements GroupEvent {}

  /** Writers of the primary cannot commit any more. */
  record WritesStopped() implements GroupEvent {}

  /** Writers that were stopped for a failover may commit again. */
  record WritesLifted() implements GroupEvent {}

  /** Writers have stopped, and both sides are equal. */
  record Drained() implements GroupEvent {}

  /** The primary's tables have their fences: nobody has written since both sides were equal. */
  record PrimaryFenced() implements GroupEvent {}

  /** A planned failover cannot be without loss now. */
  record LossPossible(String reason) implements GroupEvent {}

  /** Replication in the old direction has stopped: the roles may change. */
  record ReplicationStopped() implements GroupEvent {}

  /** An operator pauses the group, or lets it go on. */
  record PauseRequested(boolean paused) implements GroupEvent {}
}
