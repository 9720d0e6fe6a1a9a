package dev.levee.sync.simulation;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.testing.StoreOperation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One seed, from its beginning until all is equal again. */
final class Simulation implements Witness {
  private static final Duration TO_SETTLE = Duration.ofSeconds(200);
  private static final Duration STEP = Duration.ofMillis(500);

  private final World world;
  private final Lake lake;
  private final Roles roles;
  private final ReplicaCheck replica;
  private final SendingCheck sending;
  private final DivergenceCheck divergence;
  private final Explanations explanations = new Explanations();
  private final Fleet fleet;
  private final Writers writers;
  private final Operator operator;
  private boolean cutOff;

  private Simulation(long seed, int traceLines) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    this.world = new World(random, Scenario.of(random, traceLines));
    this.lake = new Lake(world);
    this.roles = new Roles(world);
    this.replica = new ReplicaCheck(world, lake, roles, explanations);
    this.sending = new SendingCheck(world, roles);
    this.divergence = new DivergenceCheck(world, lake, roles, explanations);
    ReplicationPointCheck points = new ReplicationPointCheck(world, lake, roles);
    this.fleet = new Fleet(world, points);
    this.writers = new Writers(world, lake);
    this.operator = new Operator(world, roles, fleet, writers);
    world.watchedBy(this);
    roles.listen(points);
    roles.listen(new RoleCheck(world, lake, points, explanations));
    roles.listen(writers);
  }

  /**
   * What came of a seed.
   *
   * @param digest of all that has happened
   * @param failure what was wrong; empty when all was right
   * @param lines the newest of the trace
   */
  record Result(
      long seed, long digest, Optional<Throwable> failure, List<String> lines, Counters counters) {}

  /** Runs a seed. */
  static Result run(long seed, int traceLines) {
    Simulation simulation = new Simulation(seed, traceLines);
    Optional<Throwable> failure = simulation.run();
    World world = simulation.world;
    world.counters.count("seeds");
    return new Result(seed, world.trace.digest(), failure, world.trace.lines(), world.counters);
  }

  private Optional<Throwable> run() {
    try {
      happen();
      return Optional.empty();
    } catch (SimulationFailed e) {
      return Optional.of(e.getCause());
    } catch (Violation e) {
      return Optional.of(e);
    } finally {
      world.schedule.end();
    }
  }

  private void happen() {
    world.note(world.scenario.toString());
    fleet.begin();
    writers.begin();
    operator.begin();
    world.schedule.runUntil(world.scenario.chaos().toNanos());
    world.note("all faults stop");
    world.network.calmDown();
    writers.end();
    fleet.alive().forEach(daemon -> daemon.mishaps().arm(Mishaps.Armed.NOTHING));
    fleet.recover();
    settle();
    // What was sent long ago may still arrive; there is nobody any more to make up for it.
    fleet.alive().forEach(daemon -> world.schedule.kill(daemon.process()));
    long late = world.schedule.now() + 10 * world.scenario.leaseTtl().toNanos();
    world.schedule.runUntil(late);
    new Ending(world, lake, roles, explanations).assertNothingIsLost();
  }

  private void settle() {
    Ending ending = new Ending(world, lake, roles, explanations);
    long deadline = world.schedule.now() + TO_SETTLE.toNanos();
    Optional<String> unsettled = Optional.of("not looked at");
    while (unsettled.isPresent()) {
      Violation.unless(
          world.schedule.now() < deadline, "I14: %s; explained: %s", unsettled.get(), explanations);
      world.schedule.runUntil(world.schedule.now() + STEP.toNanos());
      fleet.recover();
      if (roles.current().filter(Roles.ControlRecord::paused).isPresent()) {
        operator.goOn();
      }
      unsettled = ending.unsettled(fleet);
    }
  }

  @Override
  public void sending(
      SimulatedProcess process, Region region, StoreOperation operation, Location object) {
    sending.sending(process, region, operation, object);
  }

  @Override
  public void carriedOut(StoreEffect effect) {
    lake.carriedOut(effect);
    roles.carriedOut(effect);
    replica.carriedOut(effect);
    divergence.carriedOut(effect);
    cutOff(effect);
  }

  /**
   * A run that must not be left half done is worth a daemon's life, and a failover: once, whenever
   * it comes, for most runs only begin when a backlog is worked off at the end.
   */
  private void cutOff(StoreEffect effect) {
    boolean begins =
        effect.process().daemon
            && effect.operation() == StoreOperation.CREATE_EXCLUSIVE
            && effect.location().key().contains("/staged/")
            && effect.location().name().startsWith("run-");
    if (begins && !cutOff && world.chance(2)) {
      cutOff = true;
      world.counters.count(Fault.RUN_CUT_OFF);
      fleet.cutOff(effect.process());
      operator.failoverAfter(effect.process());
    }
  }
}
