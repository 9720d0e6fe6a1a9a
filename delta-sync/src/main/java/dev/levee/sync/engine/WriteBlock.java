package dev.levee.sync.engine;

import dev.levee.sync.model.RegionName;

/**
 * Stops the writers of a group's tables in one region for the time of a planned failover, and lets
 * them go on. Both calls block, may be repeated, and may be made by another daemon than the one
 * before: nothing of them is remembered but in what they change.
 */
public interface WriteBlock {
  /**
   * Returns once no writer of that region can commit to the group's tables any more, Levee
   * excepted.
   *
   * @throws WriteBlockException when that is not certain; some writers may be stopped
   */
  void stop(RegionName region);

  /**
   * Undoes {@link #stop}; without effect where nothing is stopped.
   *
   * @throws WriteBlockException when writers may still be stopped
   */
  void lift(RegionName region);

  /** How writers are stopped, in a few words for an operator. */
  String description();
}
