package dev.levee.sync.group;

import dev.levee.sync.group.FailoverJournal.Step;
import dev.levee.sync.group.GroupRecord.Successor;
import dev.levee.sync.group.GroupStep.Next;
import dev.levee.sync.group.GroupStep.Refusal;
import dev.levee.sync.group.GroupStep.Refused;
import dev.levee.sync.group.GroupStep.Unchanged;
import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The failover group's state machine: {@code (state, event) -> (state, effects)}.
 *
 * <p>The caller saves the new record, and only when that is done runs the effects. A daemon that
 * dies in between replays the record and asks {@link #effectsOnResume} what is still to be done.
 */
public final class FailoverGroup {
  /** By how much a store's clock and a daemon's may differ. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

  private FailoverGroup() {}

  /** The first record of a group. Until a failover, the side that must survive is the secondary. */
  public static GroupRecord create(
      String name, RegionName primary, RegionName secondary, String mappingHash, Instant now) {
    return new GroupRecord(
        1,
        name,
        1,
        GroupState.CREATING,
        primary,
        secondary,
        secondary,
        Optional.empty(),
        Optional.empty(),
        false,
        mappingHash,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        now,
        now);
  }

  /** What the event leads to from this record. */
  public static GroupStep step(GroupRecord record, GroupEvent event, Instant now) {
    Successor next = record.next(now);
    if (event instanceof GroupEvent.OwnershipTaken taken) {
      return new Next(next.owner(Optional.of(taken.owner())).build(), effectsOnResume(record));
    }
    if (event instanceof GroupEvent.LeaseRenewed renewed) {
      return new Next(
          next.replicationPoint(later(record, renewed.replicationPoint())).build(), List.of());
    }
    if (event instanceof GroupEvent.OwnershipReleased released) {
      return new Next(
          next.owner(Optional.empty())
              .replicationPoint(later(record, released.replicationPoint()))
              .build(),
          List.of());
    }
    if (event instanceof GroupEvent.PauseRequested pause) {
      return paused(record, pause, next);
    }
    return stepOfState(record, event, next, now);
  }

  private static GroupStep stepOfState(
      GroupRecord record, GroupEvent event, Successor next, Instant now) {
    if (event instanceof GroupEvent.FailoverRequested request) {
      return failoverRequested(record, request, next, now);
    }
    if (event instanceof GroupEvent.Created && record.state() == GroupState.CREATING) {
      return new Next(
          next.state(GroupState.INITIAL_REPLICATION).build(),
          List.of(GroupEffect.START_REPLICATION));
    }
    if (event instanceof GroupEvent.InitialReplicationEnded ended
        && record.state() == GroupState.INITIAL_REPLICATION) {
      return initialReplicationEnded(record, ended, next);
    }
    if (event instanceof GroupEvent.WritesLifted && record.writesStopped().isPresent()) {
      return new Next(next.writesStopped(Optional.empty()).build(), List.of());
    }
    return record
        .failover()
        .flatMap(journal -> stepOfFailover(record, journal, event, now))
        .orElseGet(() -> outOfPlace(record, event));
  }

  private static GroupStep initialReplicationEnded(
      GroupRecord record, GroupEvent.InitialReplicationEnded ended, Successor next) {
    GroupRecord active =
        next.state(GroupState.ACTIVE)
            .lead(record.secondary())
            .problem(Optional.empty())
            .replicationPoint(later(record, ended.replicationPoint()))
            .build();
    return new Next(active, lift(active));
  }

  /** What belongs to a failover, each to one of its steps; empty when it does not. */
  private static Optional<GroupStep> stepOfFailover(
      GroupRecord record, FailoverJournal journal, GroupEvent event, Instant now) {
    Step step = journal.step();
    if (event instanceof GroupEvent.WritesStopped && step == Step.STOPPING_WRITES) {
      return Optional.of(onward(record, Step.DRAINING, now));
    }
    if (event instanceof GroupEvent.Drained && step == Step.DRAINING) {
      return Optional.of(onward(record, Step.FENCING_PRIMARY, now));
    }
    if (event instanceof GroupEvent.PrimaryFenced && step == Step.FENCING_PRIMARY) {
      return Optional.of(onward(record, Step.SWITCHING, now));
    }
    if (event instanceof GroupEvent.LossPossible failed && journal.canBeGivenUp()) {
      return Optional.of(givenUp(record, failed.reason(), now));
    }
    if (event instanceof GroupEvent.ReplicationStopped && step == Step.SWITCHING) {
      return Optional.of(switched(record, record.next(now), now));
    }
    return Optional.empty();
  }

  private static GroupStep onward(GroupRecord record, Step step, Instant now) {
    GroupRecord saved =
        record.next(now).failover(record.failover().map(journal -> journal.at(step))).build();
    return new Next(saved, effectsOnResume(saved));
  }

  private static GroupStep givenUp(GroupRecord record, String reason, Instant now) {
    GroupRecord active =
        record
            .next(now)
            .state(GroupState.ACTIVE)
            .failover(Optional.empty())
            .problem(Optional.of("planned failover given up: " + reason))
            .build();
    return new Next(active, effectsOnResume(active));
  }

  private static GroupStep outOfPlace(GroupRecord record, GroupEvent event) {
    return new Refused(
        Refusal.OUT_OF_PLACE,
        event.getClass().getSimpleName() + " does not belong to state " + record.state());
  }

  private static GroupStep paused(
      GroupRecord record, GroupEvent.PauseRequested pause, Successor next) {
    if (pause.paused() == record.paused()) {
      return new Unchanged();
    }
    if (record.failover().isPresent()) {
      return new Refused(Refusal.IN_PROGRESS, "a failover is under way");
    }
    return new Next(next.paused(pause.paused()).build(), List.of());
  }

  private static GroupStep failoverRequested(
      GroupRecord record, GroupEvent.FailoverRequested request, Successor next, Instant now) {
    RegionName target = request.target();
    if (!target.equals(record.primary()) && !target.equals(record.secondary())) {
      return new Refused(
          Refusal.UNKNOWN_REGION,
          "group '%s' has the regions %s and %s, not '%s'"
              .formatted(record.group(), record.primary(), record.secondary(), target));
    }
    if (record.failover().isPresent()) {
      if (request.type() == FailoverType.FORCED
          && record.failover().get().target().equals(target)
          && record.failover().get().canBeGivenUp()) {
        return begin(record, request, next, now);
      }
      return record.failover().get().target().equals(target)
          ? new Unchanged()
          : new Refused(Refusal.IN_PROGRESS, "a failover to another region is under way");
    }
    if (target.equals(record.primary())) {
      return new Unchanged();
    }
    if (request.type() == FailoverType.PLANNED
        && record
            .writesStopped()
            .filter(stopped -> !stopped.equals(record.primary()))
            .isPresent()) {
      return new Refused(
          Refusal.IN_PROGRESS,
          "writers of %s, stopped for the last failover, have not been let go on yet"
              .formatted(record.writesStopped().get()));
    }
    if (request.expectedEpoch().isPresent()
        && request.expectedEpoch().getAsLong() != record.epoch()) {
      return new Refused(
          Refusal.WRONG_EPOCH,
          "the group is at etag %d, the request expects %d: look at its status and ask again"
              .formatted(record.epoch(), request.expectedEpoch().getAsLong()));
    }
    return switch (record.state()) {
      case ACTIVE, FAILOVER_FAILED -> begin(record, request, next, now);
      case CREATING,
          INITIAL_REPLICATION,
          FAILING_OVER,
          CREATION_FAILED,
          DELETING,
          DELETION_FAILED ->
          new Refused(
              Refusal.INITIAL_REPLICATION,
              "failover is possible in state ACTIVE; the group is in %s".formatted(record.state()));
    };
  }

  private static GroupStep begin(
      GroupRecord record, GroupEvent.FailoverRequested request, Successor next, Instant now) {
    Step first =
        switch (request.type()) {
          case PLANNED -> request.stopsWrites() ? Step.STOPPING_WRITES : Step.DRAINING;
          case FORCED -> Step.SWITCHING;
        };
    boolean stopsNow = first == Step.STOPPING_WRITES;
    GroupRecord saved =
        next.state(GroupState.FAILING_OVER)
            .writesStopped(stopsNow ? Optional.of(record.primary()) : record.writesStopped())
            .lead(record.secondary())
            .problem(Optional.empty())
            .failover(
                Optional.of(new FailoverJournal(request.type(), request.target(), first, now)))
            .build();
    return new Next(saved, effectsOnResume(saved));
  }

  /**
   * The roles change in one record. It leads in the new primary, the side that is certain to be
   * there, until the first replication in the new direction has ended.
   */
  private static GroupStep switched(GroupRecord record, Successor next, Instant now) {
    return new Next(
        next.rolesSwapped(replicatedUntil(record, now))
            .state(GroupState.INITIAL_REPLICATION)
            .lead(record.secondary())
            .failover(Optional.empty())
            .replicationPoint(Optional.empty())
            .build(),
        List.of(GroupEffect.START_REPLICATION));
  }

  /** After a drain both sides are equal; else they are up to the replication point. */
  private static Optional<Instant> replicatedUntil(GroupRecord record, Instant now) {
    FailoverType type = record.failover().orElseThrow().type();
    return switch (type) {
      case PLANNED -> Optional.of(now);
      case FORCED -> record.replicationPoint().map(point -> point.minus(CLOCK_DIFFERENCE));
    };
  }

  /** What a daemon has to do that finds this record and becomes the group's owner. */
  public static List<GroupEffect> effectsOnResume(GroupRecord record) {
    return switch (record.state()) {
      case CREATING, CREATION_FAILED, DELETING, DELETION_FAILED -> List.of();
      case INITIAL_REPLICATION -> List.of(GroupEffect.START_REPLICATION);
      case ACTIVE, FAILOVER_FAILED ->
          Stream.concat(Stream.of(GroupEffect.START_REPLICATION), lift(record).stream()).toList();
      case FAILING_OVER ->
          switch (record.failover().orElseThrow().step()) {
            case STOPPING_WRITES -> List.of(GroupEffect.START_REPLICATION, GroupEffect.STOP_WRITES);
            case DRAINING -> List.of(GroupEffect.START_REPLICATION, GroupEffect.DRAIN);
            case FENCING_PRIMARY, SWITCHING -> List.of(GroupEffect.STOP_REPLICATION);
          };
    };
  }

  /** Writers of either region are stopped only while roles change. */
  private static List<GroupEffect> lift(GroupRecord record) {
    return record.writesStopped().isPresent() ? List.of(GroupEffect.LIFT_WRITES) : List.of();
  }

  /** The replication point never goes back. */
  private static Optional<Instant> later(GroupRecord record, Optional<Instant> candidate) {
    Optional<Instant> known = record.replicationPoint();
    if (known.isPresent() && candidate.isPresent()) {
      return candidate.get().isAfter(known.get()) ? candidate : known;
    }
    return candidate.isPresent() ? candidate : known;
  }
}
