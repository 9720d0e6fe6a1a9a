package dev.levee.bench;

import java.util.OptionalDouble;

/**
 * One client's look at tables in which nothing is new.
 *
 * @param run from 1
 * @param client its name
 * @param wholeProcess whether a process was started for it; else it was one pass of a running one
 * @param requests for the tables, where the client tells
 * @param timesLevee how many times as long as Levee's of the same run
 */
record Look(
    int run,
    String client,
    boolean wholeProcess,
    double seconds,
    double cpuSeconds,
    OptionalDouble requests,
    OptionalDouble timesLevee) {
  /** Of a pass in a running process. */
  static Look of(int run, String client, Passes passes) {
    return new Look(
        run,
        client,
        false,
        passes.seconds(),
        passes.cpuSeconds(),
        OptionalDouble.of(passes.requests()),
        OptionalDouble.empty());
  }

  /** Of a whole process. */
  static Look of(int run, String client, MeteredProcess.Usage usage) {
    return new Look(
        run,
        client,
        true,
        usage.seconds(),
        usage.cpuSeconds(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** The same with its ratio to Levee's look of the same run. */
  Look against(Look levee) {
    return new Look(
        run,
        client,
        wholeProcess,
        seconds,
        cpuSeconds,
        requests,
        OptionalDouble.of(seconds / levee.seconds));
  }
}
