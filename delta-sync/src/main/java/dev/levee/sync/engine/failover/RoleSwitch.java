package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What happens before roles change: no request to publish is under way any more; a planned failover
 * looks at the primary for the last time; then, in the region that survives, runs of versions that
 * were begun are finished and every table gets its fence. Where one must not have one, a daemon
 * that was paused is waited out instead. A forced failover asks the primary for nothing. Used by
 * the group's thread only.
 */
final class RoleSwitch {
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration QUICK_LOOK = Duration.ofMillis(20);
  private static final Duration SLOW_LOOK = Duration.ofMillis(250);

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Lease lease;
  private final SwitchPreparation preparation;
  private Phase phase = Phase.NONE;
  private Optional<Direction> leaving = Optional.empty();
  private Optional<GroupEvent> decided = Optional.empty();
  private PublishGate gate;
  private GroupRecord record;
  private long since;
  private int attempt;

  private enum Phase {
    NONE,
    WAITING_FOR_GATE,
    WORKING,
    WAITING_OUT,
    DONE,
    FAILED
  }

  /**
   * A switch that has not begun.
   *
   * @param reports takes what was done, and what could not be, for the events
   */
  RoleSwitch(GroupSpec spec, GroupParts parts, Lease lease, Consumer<String> reports) {
    this.spec = spec;
    this.parts = parts;
    this.lease = lease;
    this.gate = new PublishGate(lease);
    this.preparation = new SwitchPreparation(spec, parts.engine(), reports);
  }

  /**
   * Begins, or begins again, by the step of the record's journal. The direction's gate is closed.
   */
  void begin(Optional<Direction> direction, GroupRecord failingOver) {
    gate.close();
    leaving = direction;
    record = failingOver;
    enter(Phase.WAITING_FOR_GATE);
  }

  /** For how long a daemon that was paused before it may still have a request under way. */
  static Duration waitsOut(GroupSpec spec) {
    return spec.settings().leaseTtl().plus(LONGEST_REQUEST);
  }

  /** Another daemon goes on. */
  void cancel() {
    gate.close();
    enter(Phase.NONE);
  }

  boolean isUnderWay() {
    return phase != Phase.NONE;
  }

  /** When to look again, if nothing happens before. */
  Duration lookAgainAfter() {
    return switch (phase) {
      case WAITING_OUT, FAILED -> SLOW_LOOK;
      case NONE, WAITING_FOR_GATE, WORKING, DONE -> QUICK_LOOK;
    };
  }

  /**
   * Goes on as far as it can.
   *
   * @return what the group goes on with, once
   */
  Optional<GroupEvent> look() {
    long waited = now() - since;
    switch (phase) {
      case WAITING_FOR_GATE -> {
        // One that hangs is not waited for longer than requests may last: whatever it still does
        // is an exclusive creation.
        boolean idle = leaving.map(direction -> direction.gate().isIdle()).orElse(true);
        if (idle || waited > LONGEST_REQUEST.toNanos()) {
          work();
        }
      }
      case WAITING_OUT -> {
        if (waited > waitsOut(spec).toNanos()) {
          enter(Phase.DONE);
        }
      }
      case FAILED -> {
        if (waited > RETRY_AFTER.toNanos()) {
          work();
        }
      }
      case NONE, WORKING, DONE -> {}
    }
    if (phase != Phase.DONE) {
      return Optional.empty();
    }
    enter(Phase.NONE);
    return decided;
  }

  private void work() {
    enter(Phase.WORKING);
    gate = new PublishGate(lease);
    PublishGate open = gate;
    int mine = attempt;
    GroupRecord now = record;
    Optional<Direction> left = leaving;
    parts
        .workers()
        .tails()
        .execute(
            () -> {
              SwitchPreparation.Prepared prepared =
                  preparation.prepare(
                      new LossReporting.Moment(now, left, parts.engine().time().now()), open);
              parts.mailbox().send(() -> prepared(mine, prepared));
            });
  }

  private void prepared(int of, SwitchPreparation.Prepared outcome) {
    if (phase != Phase.WORKING || attempt != of) {
      return;
    }
    decided = outcome.event();
    Phase then = outcome.mustWaitOut() ? Phase.WAITING_OUT : Phase.DONE;
    enter(decided.isPresent() ? then : Phase.FAILED);
  }

  private void enter(Phase next) {
    phase = next;
    since = now();
    attempt++;
  }

  private long now() {
    return parts.engine().time().nanoTime();
  }
}
