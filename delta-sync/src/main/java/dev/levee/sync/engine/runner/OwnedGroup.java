package dev.levee.sync.engine.runner;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.ReplicationEvent.Kind;
import dev.levee.sync.engine.control.ControlLog;
import dev.levee.sync.engine.control.ControlLogException;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.Ownership;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.direction.Announcements;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.engine.direction.TableSchedule;
import dev.levee.sync.engine.failover.FailoverSteps;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.GroupEffect;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.group.RoleChange;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A group's record and its replication, which are this daemon's to change while it owns the group:
 * what the pure state machine decides is saved first, and then done. Used by the group's thread
 * only.
 */
final class OwnedGroup {
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Time time;
  private final Lease lease;
  private final Ownership ownership;
  private final EventLog events;
  private final GroupView view;
  private final FailoverSteps failover;

  private Optional<TableSchedule> schedule = Optional.empty();
  private long renewDueAt;

  OwnedGroup(GroupSpec spec, GroupParts parts, EventLog events, GroupView view) {
    this.spec = spec;
    this.parts = parts;
    this.time = parts.engine().time();
    this.lease = new Lease(time, spec.settings().leaseTtl());
    this.ownership = new Ownership(spec, new ControlLog(spec, time), lease, parts.daemon());
    this.events = events;
    this.view = view;
    this.failover =
        new FailoverSteps(spec, parts, lease, report -> events.add(Kind.FAILOVER, report));
  }

  Ownership ownership() {
    return ownership;
  }

  /** What replicates now, if anything does. */
  Optional<Direction> direction() {
    return schedule.map(TableSchedule::direction);
  }

  /** Takes the group where that is possible, and does what is due where it is this daemon's. */
  void turn() {
    if (!ownership.isOwner()) {
      seekOwnership();
    }
    if (ownership.isOwner()) {
      ownedTurn();
    }
  }

  private void seekOwnership() {
    Optional<GroupRecord> taken = ownership.seek();
    if (taken.isPresent()) {
      events.add(Kind.OWNER_CHANGED, "this daemon works on the group");
      renewDueAt = time.nanoTime() + lease.renewInterval().toNanos();
      perform(FailoverGroup.effectsOnResume(taken.get()));
    }
  }

  private void ownedTurn() {
    long now = time.nanoTime();
    if (ownership.mustReadAgain()) {
      Optional<List<GroupEffect>> effects = ownership.readAgain();
      if (effects.isEmpty()) {
        lost();
        return;
      }
      perform(effects.get());
    }
    if (ownership.record().state() == GroupState.CREATING) {
      decide(new GroupEvent.Created());
    }
    if (now - renewDueAt >= 0) {
      decide(new GroupEvent.LeaseRenewed(direction().flatMap(d -> d.replicationPoint(true))));
    }
    failover.look().ifPresent(this::goOn);
    if (isReplicating()) {
      TableSchedule running = schedule.get();
      running.startDeletes(ownership.record(), now);
      running.startDue(now);
      endInitialReplication(running.direction());
      failover.lookAtDrain(running).ifPresent(this::goOn);
    }
  }

  /** Behind a closed gate passes would end at once, and begin again, until the roles change. */
  private boolean isReplicating() {
    return schedule.isPresent() && !ownership.record().paused() && !failover.isSwitching();
  }

  /**
   * Asks the state machine, saves, acts. False when the event was refused or the group was lost.
   */
  boolean decide(GroupEvent event) {
    GroupStep step = FailoverGroup.step(ownership.record(), event, time.now());
    if (!(step instanceof GroupStep.Next next)) {
      return false;
    }
    if (event instanceof GroupEvent.FailoverRequested request) {
      events.add(
          Kind.FAILOVER, "%s failover to %s requested".formatted(request.type(), request.target()));
    }
    GroupState before = ownership.record().state();
    if (!ownership.save(next.record())) {
      lost();
      return false;
    }
    renewDueAt = time.nanoTime() + lease.renewInterval().toNanos();
    if (next.record().state() != before) {
      events.add(Kind.STATE_CHANGED, before + " to " + next.record().state());
    }
    perform(next.effects());
    return true;
  }

  private void perform(List<GroupEffect> effects) {
    for (GroupEffect effect : effects) {
      switch (effect) {
        case START_REPLICATION -> startReplication();
        case STOP_REPLICATION -> stopReplication();
        case DRAIN -> failover.drain();
        case STOP_WRITES -> failover.stopWrites(ownership.record());
        case LIFT_WRITES -> failover.liftWrites(ownership.record());
      }
    }
  }

  private void startReplication() {
    failover.replicationStarts();
    boolean running =
        direction()
            .filter(d -> !d.gate().isClosed() && d.isFrom(ownership.record().primary()))
            .isPresent();
    if (running) {
      return;
    }
    closeGate();
    GroupRecord record = ownership.record();
    Direction.From from =
        new Direction.From(
            spec.region(record.primary()),
            record.roleChange().flatMap(RoleChange::replicatedUntil),
            record.epoch());
    Direction begun = new Direction(spec, from, new PublishGate(lease), parts.engine());
    schedule = Optional.of(new TableSchedule(begun, spec.settings(), parts, events, view));
  }

  private void closeGate() {
    direction().ifPresent(d -> d.gate().close());
  }

  private void stopReplication() {
    closeGate();
    failover.replicationStopped(direction(), ownership.record());
  }

  /** A step of a failover has come to its end. */
  private void goOn(GroupEvent event) {
    if (event instanceof GroupEvent.Drained) {
      events.add(Kind.FAILOVER, "both sides are equal and nobody writes");
    } else if (event instanceof GroupEvent.PrimaryFenced) {
      events.add(Kind.FAILOVER, "the primary is fenced, nobody has written since");
    } else if (event instanceof GroupEvent.LossPossible given) {
      events.add(Kind.FAILOVER, "planned failover given up: " + given.reason());
    } else if (event instanceof GroupEvent.ReplicationStopped) {
      schedule = Optional.empty();
    }
    if (decide(event) && event instanceof GroupEvent.ReplicationStopped) {
      events.add(
          Kind.FAILOVER,
          "%s is the primary now, epoch %d"
              .formatted(ownership.record().primary(), ownership.record().epoch()));
    }
  }

  private void lost() {
    closeGate();
    schedule = Optional.empty();
    failover.cancel();
    ownership.lost();
    events.add(Kind.OWNER_CHANGED, "another daemon works on the group; this one stands by");
  }

  private void endInitialReplication(Direction at) {
    if (ownership.record().state() == GroupState.INITIAL_REPLICATION && at.isSettled(false)) {
      decide(new GroupEvent.InitialReplicationEnded(at.replicationPoint(true)));
    }
  }

  /** Makes everything due. */
  void wake() {
    schedule.ifPresent(running -> running.wake(time.nanoTime()));
  }

  /** Makes due what notifications tell of. */
  void announced(Announcements what) {
    schedule.ifPresent(running -> running.announced(what, time.nanoTime()));
  }

  /** For how long after a fault nothing is done. */
  Duration pauseAfterFault() {
    return min(MAX_WAIT, lease.renewInterval());
  }

  /** How long from now on nothing is due; a second at most. */
  Duration untilNextTurn(long now) {
    if (!ownership.isOwner()) {
      return min(MAX_WAIT, lease.renewInterval());
    }
    if (failover.isSwitching()) {
      return failover.lookAgainAfter();
    }
    long next = TableSchedule.earlier(now + MAX_WAIT.toNanos(), renewDueAt);
    if (isReplicating()) {
      next = schedule.get().dueAt(next);
    }
    return Duration.ofNanos(Math.max(next - now, Duration.ofMillis(1).toNanos()));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Ends replication and lets other daemons have the group. */
  void giveBack() {
    closeGate();
    if (ownership.isOwner()) {
      try {
        Optional<Instant> point = direction().flatMap(d -> d.replicationPoint(true));
        decide(new GroupEvent.OwnershipReleased(point));
      } catch (StoreException | ControlLogException e) {
        events.add(Kind.WARNING, "the lease was not given back and runs out by itself");
      }
    }
  }
}
