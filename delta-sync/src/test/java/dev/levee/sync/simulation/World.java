package dev.levee.sync.simulation;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.testing.StoreOperation;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What everybody in a simulation shares. */
final class World {
  static final String GROUP = "lakehouse";

  final SplittableRandom random;
  final Scenario scenario;
  final Schedule schedule = new Schedule();
  final Counters counters = new Counters();
  final Trace trace;
  final Network network;
  final Region east;
  final Region west;
  private Witness witness;

  World(SplittableRandom random, Scenario scenario) {
    this.random = random;
    this.scenario = scenario;
    this.trace = new Trace(scenario.traceLines());
    this.network = new Network(schedule, random, scenario, counters);
    ProcessTime trueTime = new ProcessTime(schedule, Duration.ZERO);
    this.east = new Region("east", trueTime);
    this.west = new Region("west", trueTime);
  }

  void watchedBy(Witness now) {
    witness = now;
  }

  Witness witness() {
    return witness;
  }

  List<Region> regions() {
    return List.of(east, west);
  }

  Region region(RegionName name) {
    return name.equals(east.name) ? east : west;
  }

  Region otherThan(Region region) {
    return region == east ? west : east;
  }

  void note(SimulatedProcess process, StoreOperation operation, Location location, String what) {
    long fingerprint =
        31L * (31L * process.toString().hashCode() + location.hashCode())
            + 7L * what.hashCode()
            + (operation == null ? 0 : operation.name().hashCode());
    trace.note(
        schedule.now(),
        fingerprint,
        () -> "%s %s %s %s".formatted(process, operation, location, what));
  }

  /** Notes what is not about a store. */
  void note(String what) {
    trace.note(schedule.now(), what.hashCode(), () -> what);
  }

  /** A number of nanoseconds up to this duration. */
  long upTo(Duration most) {
    return 1 + random.nextLong(Math.max(1, most.toNanos()));
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
