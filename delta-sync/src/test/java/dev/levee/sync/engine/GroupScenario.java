package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;

import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Something an operator does to a group, as steps; each is asked for until it is seen to be done,
 * by whichever daemon there is.
 *
 * @param name what it shows
 * @param steps in their order
 * @param stopsWrites whether planned failovers stop writers
 * @param writersGoOn whether writers of the first primary commit after the replica was last equal
 * @param primaryIsLost whether the first primary cannot be reached from then on
 */
record GroupScenario(
    String name,
    List<Step> steps,
    boolean stopsWrites,
    boolean writersGoOn,
    boolean primaryIsLost) {
  /**
   * One thing to do.
   *
   * @param ask asks for it; harmless when it is done or under way
   * @param done whether it is done
   */
  record Step(Consumer<SteppedDaemon> ask, Predicate<GroupStatus> done) {}

  static Step failover(RegionName to, FailoverType type) {
    return new Step(
        daemon -> {
          GroupStatus now = daemon.status();
          if (now.state() == GroupState.ACTIVE && !now.primary().equals(to)) {
            daemon.failover(to, type);
          }
        },
        status -> status.primary().equals(to));
  }

  static Step active() {
    return new Step(daemon -> {}, status -> status.state() == GroupState.ACTIVE);
  }

  static Step paused(boolean paused) {
    return new Step(daemon -> daemon.pause(paused), status -> status.paused() == paused);
  }

  private static GroupScenario of(String name, Step... steps) {
    return new GroupScenario(name, List.of(steps), false, false, false);
  }

  private GroupScenario stoppingWrites() {
    return new GroupScenario(name, steps, true, writersGoOn, primaryIsLost);
  }

  private GroupScenario withWritersThatGoOn() {
    return new GroupScenario(name, steps, stopsWrites, true, primaryIsLost);
  }

  private GroupScenario withPrimaryLost() {
    return new GroupScenario(name, steps, stopsWrites, writersGoOn, true);
  }

  Optional<RegionName> lost() {
    return primaryIsLost ? Optional.of(EAST) : Optional.empty();
  }

  static List<GroupScenario> all() {
    Step planned = failover(WEST, FailoverType.PLANNED);
    Step forced = failover(WEST, FailoverType.FORCED);
    return List.of(
        of("a group is created", active()),
        of("a planned failover", planned, active()),
        of("a planned failover that stops writers", planned, active()).stoppingWrites(),
        of("a forced failover", forced, active()),
        of("a forced failover without the primary", forced).withPrimaryLost(),
        of("a forced failover, and the old primary has more", forced, active())
            .withWritersThatGoOn(),
        of(
            "a forced failover and a planned failback",
            forced,
            active(),
            failover(EAST, FailoverType.PLANNED),
            active()),
        of(
                "a forced failover with divergence, and a forced failback",
                forced,
                active(),
                failover(EAST, FailoverType.FORCED),
                active())
            .withWritersThatGoOn(),
        of("a group is paused and resumed", paused(true), paused(false), active()));
  }
}
