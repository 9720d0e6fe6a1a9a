package dev.levee.sync.simulation;

import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.group.FailoverType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks daemons for failovers and failbacks, pauses the group and lets it go on. */
final class Operator {
  private final World world;
  private final Roles roles;
  private final Fleet fleet;
  private final Writers writers;
  private final SimulatedProcess process = SimulatedProcess.other("operator");

  Operator(World world, Roles roles, Fleet fleet, Writers writers) {
    this.world = world;
    this.roles = roles;
    this.fleet = fleet;
    this.writers = writers;
  }

  void begin() {
    for (int i = 0; i < world.scenario.failovers(); i++) {
      Activity unused =
          world.schedule.spawn(
              process, "failover", world.upTo(world.scenario.chaos()), this::failover);
    }
    if (world.chance(6)) {
      Activity unused =
          world.schedule.spawn(process, "pause", world.upTo(world.scenario.chaos()), this::pause);
    }
  }

  /** A forced failover at the very moment at which another daemon has the group. */
  void failoverAfter(SimulatedProcess victim) {
    Activity unused =
        world.schedule.spawn(
            process,
            "failover",
            1,
            () -> {
              while (!victim.isDead() || fleet.owner().isEmpty()) {
                world.schedule.sleep(Duration.ofMillis(5).toNanos());
              }
              ask(world.otherThan(roles.primary()), FailoverType.FORCED);
            });
  }

  private Optional<SimulatedDaemon> asked() {
    List<SimulatedDaemon> alive = fleet.alive();
    Optional<SimulatedDaemon> owner = fleet.owner();
    return owner.isPresent() ? owner : alive.stream().findFirst();
  }

  private void failover() {
    if (world.network.isCalm()) {
      return;
    }
    boolean planned = world.random.nextInt(5) < 2;
    if (!planned && world.chance(3)) {
      world.network.takeDown(
          roles.primary(), world.schedule.now() + world.upTo(Duration.ofSeconds(12)));
    }
    if (planned) {
      writers.mayWrite(false);
    }
    FailoverType type = planned ? FailoverType.PLANNED : FailoverType.FORCED;
    Region target = world.otherThan(roles.primary());
    ask(target, type);
    if (world.chance(4)) {
      world.counters.count(Fault.REPEATED_REQUEST);
      world.schedule.sleep(world.upTo(Duration.ofSeconds(3)));
      ask(target, world.chance(4) ? FailoverType.FORCED : type);
    }
    if (planned) {
      world.schedule.sleep(Duration.ofSeconds(4).toNanos() + world.upTo(Duration.ofSeconds(4)));
      writers.mayWrite(true);
    }
  }

  private void ask(Region target, FailoverType type) {
    asked()
        .ifPresent(
            daemon -> {
              boolean back = target == world.east;
              world.counters.count(
                  type == FailoverType.PLANNED ? Fault.PLANNED_FAILOVER : Fault.FORCED_FAILOVER);
              if (back) {
                world.counters.count(Fault.FAILBACK);
              }
              world.note("operator asks " + daemon.process() + " for " + type + " to " + target);
              OptionalLong epoch =
                  world.chance(2)
                      ? OptionalLong.empty()
                      : OptionalLong.of(roles.current().map(Roles.ControlRecord::epoch).orElse(1L));
              daemon.failover(new FailoverRequest(target.name, type, epoch));
            });
  }

  private void pause() {
    world.counters.count(Fault.OPERATOR_PAUSE);
    asked().ifPresent(daemon -> daemon.pause(true));
    world.schedule.sleep(world.upTo(Duration.ofSeconds(6)));
    goOn();
  }

  /** Has the group go on when it was paused. */
  void goOn() {
    asked().ifPresent(daemon -> daemon.pause(false));
  }
}
