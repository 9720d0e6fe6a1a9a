package dev.levee.sync.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Between processes and regions: how long requests take, and which of them fail. */
final class Network {
  private static final long MILLIS = 1_000_000;
  private static final double STORM = 0.6;

  private final Schedule schedule;
  private final SplittableRandom random;
  private final Scenario scenario;
  final Counters counters;
  private final Map<String, Long> cutUntil = new HashMap<>();
  private final Map<Region, Long> downUntil = new HashMap<>();
  private final Map<Region, Long> stormUntil = new HashMap<>();
  private boolean calm;

  Network(Schedule schedule, SplittableRandom random, Scenario scenario, Counters counters) {
    this.schedule = schedule;
    this.random = random;
    this.scenario = scenario;
    this.counters = counters;
  }

  /** All faults stop. */
  void calmDown() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  void cut(SimulatedProcess process, Region region, long until) {
    cutUntil.put(key(process, region), until);
  }

  void takeDown(Region region, long until) {
    downUntil.put(region, until);
  }

  boolean isDown(Region region) {
    return !calm && isBefore(downUntil.get(region));
  }

  void storm(Region region, long until) {
    stormUntil.put(region, until);
  }

  private static String key(SimulatedProcess process, Region region) {
    return process + " " + region;
  }

  private boolean isBefore(Long until) {
    return until != null && schedule.now() < until;
  }

  /** How long half a request takes. */
  long latency() {
    int kind = random.nextInt(64);
    long most = kind == 0 ? 400 : kind < 8 ? 60 : 8;
    return MILLIS / 4 + random.nextLong(most * MILLIS);
  }

  /** How long a sender waits for an answer that does not come. */
  long timeout() {
    return 300 * MILLIS + random.nextLong(1_200 * MILLIS);
  }

  /** How much later a PUT is carried out whose sender has given up. */
  long delay() {
    return 1 + random.nextLong(10 * scenario.leaseTtl().toNanos());
  }

  boolean happens(double probability) {
    return !calm && random.nextDouble() < probability;
  }

  /** What goes wrong with the next request, if anything. */
  Optional<Fault> next(SimulatedProcess process, Region region, boolean change) {
    Optional<Fault> fault = draw(process, region, change);
    fault.ifPresent(counters::count);
    return fault;
  }

  private Optional<Fault> draw(SimulatedProcess process, Region region, boolean change) {
    if (calm) {
      return Optional.empty();
    }
    if (isDown(region)) {
      return Optional.of(Fault.REGION_DOWN);
    }
    if (isBefore(cutUntil.get(key(process, region)))) {
      return Optional.of(Fault.PARTITIONED);
    }
    if (isBefore(stormUntil.get(region)) && happens(STORM)) {
      return Optional.of(Fault.SLOW_DOWN);
    }
    if (!happens(scenario.faultRate())) {
      return Optional.empty();
    }
    return Optional.of(
        switch (random.nextInt(change ? 4 : 2)) {
          case 0 -> Fault.LOST_REQUEST;
          case 1 -> Fault.SLOW_DOWN;
          case 2 -> Fault.LOST_ANSWER;
          default -> Fault.DELAYED_PUT;
        });
  }
}
