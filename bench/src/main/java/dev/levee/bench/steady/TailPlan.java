package dev.levee.bench.steady;

/**
 * Steady commits.
 *
 * @param tables how many tables
 * @param rate commits a second and table
 * @param files how many files each commit adds
 * @param fileBytes the size of each
 * @param seconds for how long
 * @param warmUpSeconds for how long before that, the same but not measured
 * @param quietLooks how many round trips of each kind are measured before
 * @param seed of the commits' times
 */
record TailPlan(
    int tables,
    double rate,
    int files,
    int fileBytes,
    double seconds,
    double warmUpSeconds,
    int quietLooks,
    long seed) {
  /** Checks that there is something to measure. */
  TailPlan {
    if (quietLooks < 1) {
      throw new IllegalArgumentException("at least one round trip is measured before");
    }
    if (tables < 2
        || rate <= 0
        || files < 1
        || fileBytes < 1
        || seconds <= 0
        || warmUpSeconds < 0) {
      throw new IllegalArgumentException(
          "at least two tables, one file of one byte, and some commits and seconds");
    }
  }

  /** How many commits each table gets, the warm-up's included. */
  int commits() {
    return (int) Math.max(1, Math.round((warmUpSeconds + seconds) * rate));
  }
}
