package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.TableSchedule;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries out what the journal of a failover asks for, each step until there is an event that the
 * group goes on with: writers stopped, both sides equal, primary fenced, replication stopped. Used
 * by the group's thread only.
 */
public final class FailoverSteps {
  private final Duration quiescence;
  private final GroupParts parts;
  private final RoleSwitch roleSwitch;
  private final WriteStopping writes;
  private Optional<Drain> drain = Optional.empty();

  /**
   * The steps of one group's failovers.
   *
   * @param reports takes what was done, and what could not be, for the events
   */
  public FailoverSteps(GroupSpec spec, GroupParts parts, Lease lease, Consumer<String> reports) {
    this.quiescence = spec.settings().quiescence();
    this.parts = parts;
    this.roleSwitch = new RoleSwitch(spec, parts, lease, reports);
    this.writes = new WriteStopping(spec, parts, reports);
  }

  /** How long a switch waits where some table can have no fence. */
  public static Duration waitsOut(GroupSpec spec) {
    return RoleSwitch.waitsOut(spec);
  }

  /** Begins to stop the primary's writers. */
  public void stopWrites(GroupRecord record) {
    record.writesStopped().ifPresent(writes::stop);
  }

  /** Begins to let stopped writers go on. */
  public void liftWrites(GroupRecord record) {
    record.writesStopped().ifPresent(writes::lift);
  }

  /** Begins to wait for both sides to be equal, while replication goes on. */
  public void drain() {
    drain = Optional.of(new Drain(quiescence, parts.engine().time().nanoTime()));
  }

  /** Nothing is waited for while replication begins. */
  public void replicationStarts() {
    drain = Optional.empty();
  }

  /** Begins what is done behind the closed gate of the direction that ends. */
  public void replicationStopped(Optional<Direction> leaving, GroupRecord record) {
    drain = Optional.empty();
    roleSwitch.begin(leaving, record);
  }

  /** Another daemon goes on. */
  public void cancel() {
    drain = Optional.empty();
    roleSwitch.cancel();
    writes.cancel();
  }

  /** Whether the direction's gate is closed, and passes would end at once. */
  public boolean isSwitching() {
    return roleSwitch.isUnderWay();
  }

  /** When to look again while roles are about to change, if nothing happens before. */
  public Duration lookAgainAfter() {
    return roleSwitch.lookAgainAfter();
  }

  /**
   * Goes on as far as it can now.
   *
   * @return what the group goes on with, once
   */
  public Optional<GroupEvent> look() {
    return roleSwitch.look().or(writes::look);
  }

  /**
   * Looks whether both sides are equal, where that is waited for.
   *
   * @return what the group goes on with, once
   */
  public Optional<GroupEvent> lookAtDrain(TableSchedule running) {
    if (drain.isEmpty()) {
      return Optional.empty();
    }
    long now = parts.engine().time().nanoTime();
    Drain.Verdict verdict = drain.get().look(running.direction(), now);
    if (verdict instanceof Drain.Verdict.BeginRound) {
      running.beginRound(now);
    } else if (verdict instanceof Drain.Verdict.Quiet) {
      return Optional.of(new GroupEvent.Drained());
    } else if (verdict instanceof Drain.Verdict.GivenUp givenUp) {
      return Optional.of(new GroupEvent.LossPossible(givenUp.reason()));
    }
    return Optional.empty();
  }
}
