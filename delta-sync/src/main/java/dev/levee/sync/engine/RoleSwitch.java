package dev.levee.sync.engine;

import dev.levee.sync.engine.GroupRunner.GroupParts;
import dev.levee.sync.publish.LogPublisher;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What happens before roles change: no request to publish is under way any more, and runs of
 * versions that were begun in the region that survives are finished there. The primary is not asked
 * for anything. Used by the group's thread only.
 */
final class RoleSwitch {
  private static final Duration GATE_WAIT = Duration.ofSeconds(30);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final GroupSpec spec;
  private final GroupParts parts;
  private final Lease lease;
  private final Consumer<String> warnings;
  private Phase phase = Phase.NONE;
  private Optional<Direction> leaving = Optional.empty();
  private RegionSpec survivor;
  private long since;
  private int attempt;

  private enum Phase {
    NONE,
    WAITING_FOR_GATE,
    FINISHING,
    FINISHED,
    FAILED
  }

  /**
   * A switch that has not begun.
   *
   * @param warnings takes what could not be finished
   */
  RoleSwitch(GroupSpec spec, GroupParts parts, Lease lease, Consumer<String> warnings) {
    this.spec = spec;
    this.parts = parts;
    this.lease = lease;
    this.warnings = warnings;
  }

  /** Begins, or begins again. The gate of the direction is closed. */
  void begin(Optional<Direction> direction, RegionSpec next) {
    leaving = direction;
    survivor = next;
    enter(Phase.WAITING_FOR_GATE);
  }

  /** Another daemon goes on. */
  void cancel() {
    enter(Phase.NONE);
  }

  boolean isUnderWay() {
    return phase != Phase.NONE;
  }

  /**
   * Goes on as far as it can.
   *
   * @return whether the roles may change now
   */
  boolean look() {
    long waited = now() - since;
    switch (phase) {
      case WAITING_FOR_GATE -> {
        // One that hangs is not waited for longer than requests may last: whatever it still does
        // is an exclusive creation.
        boolean idle = leaving.map(direction -> direction.gate().isIdle()).orElse(true);
        if (idle || waited > GATE_WAIT.toNanos()) {
          finish();
        }
      }
      case FAILED -> {
        if (waited > RETRY_AFTER.toNanos()) {
          finish();
        }
      }
      case NONE, FINISHING, FINISHED -> {}
    }
    boolean finished = phase == Phase.FINISHED;
    if (finished) {
      enter(Phase.NONE);
    }
    return finished;
  }

  private void finish() {
    enter(Phase.FINISHING);
    int mine = attempt;
    StagedRuns runs =
        new StagedRuns(
            survivor.store(),
            StagedRuns.folder(survivor, spec.name()),
            new GatedPublisher(new LogPublisher(survivor.store()), new PublishGate(lease)));
    parts.workers().tails().execute(() -> report(mine, outcomeOf(runs)));
  }

  private Phase outcomeOf(StagedRuns runs) {
    try {
      return runs.finishAll(warnings) ? Phase.FINISHED : Phase.FAILED;
    } catch (RuntimeException | Error e) {
      warnings.accept("what was begun in " + survivor.name() + " is not finished: " + e);
      return Phase.FAILED;
    }
  }

  private void report(int of, Phase outcome) {
    parts
        .mailbox()
        .send(
            () -> {
              if (phase == Phase.FINISHING && attempt == of) {
                enter(outcome);
              }
            });
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
