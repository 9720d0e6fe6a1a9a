package dev.levee.sync.simulation;

import java.time.Duration;

/**
 * What befalls one daemon's process where it hurts most: right before it sends a change, or right
 * after the store has carried it out.
 */
final class Mishaps {
  private final World world;
  private Armed armed = Armed.NOTHING;
  private int skipped;

  /** What happens at the next change. */
  enum Armed {
    NOTHING,
    PAUSE_BEFORE,
    KILL_BEFORE,
    KILL_AFTER
  }

  Mishaps(World world) {
    this.world = world;
  }

  /** At the next change, or at one of those that follow. */
  void arm(Armed next) {
    arm(next, world.random.nextInt(3));
  }

  /**
   * Lets some changes pass first.
   *
   * @param changes how many
   */
  void arm(Armed next, int changes) {
    armed = next;
    skipped = changes;
  }

  void beforeChange(SimulatedProcess process) {
    if (armed != Armed.NOTHING && skipped > 0) {
      skipped--;
    } else if (armed == Armed.PAUSE_BEFORE) {
      armed = Armed.NOTHING;
      world.counters.count(Fault.PAUSE_BEFORE_CHANGE);
      pause(world, process);
      world.schedule.sleep(1);
    } else if (armed == Armed.KILL_BEFORE) {
      kill(process);
    }
  }

  void afterChange(SimulatedProcess process) {
    if (armed == Armed.KILL_AFTER && skipped == 0) {
      kill(process);
    }
  }

  private void kill(SimulatedProcess process) {
    armed = Armed.NOTHING;
    world.counters.count(Fault.KILL_AT_CHANGE);
    world.note(process + " is killed at a change");
    world.schedule.kill(process);
    world.schedule.sleep(1);
  }

  /** Lets a process stand still, for up to three leases. */
  static void pause(World world, SimulatedProcess process) {
    long until = world.schedule.now() + world.upTo(world.scenario.leaseTtl().multipliedBy(3));
    world.note(process + " stands still until " + Duration.ofNanos(until));
    process.pauseUntil(until);
  }
}
