package dev.levee.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * One client over all its runs: the median of each figure by itself, and the extremes of the time.
 *
 * @param ofFloor the median of the runs' ratios, not the ratio of medians: a run and its floor met
 *     the same machine
 */
record Medians(
    String client,
    int runs,
    double objectsPerSecond,
    double megabytesPerSecond,
    double seconds,
    double leastSeconds,
    double mostSeconds,
    OptionalDouble transferSeconds,
    double clientCpuSeconds,
    OptionalDouble serverCpuSeconds,
    long peakResidentBytes,
    OptionalDouble ofFloor,
    OptionalDouble transferOfFloor,
    OptionalDouble ofFastestPeer) {
  static Medians of(List<Measurement> runs) {
    return new Medians(
        runs.get(0).client(),
        runs.size(),
        median(runs, Measurement::objectsPerSecond),
        median(runs, Measurement::megabytesPerSecond),
        median(runs, Measurement::seconds),
        runs.stream().mapToDouble(Measurement::seconds).min().orElseThrow(),
        runs.stream().mapToDouble(Measurement::seconds).max().orElseThrow(),
        known(runs, Measurement::transferSeconds),
        median(runs, Measurement::clientCpuSeconds),
        known(runs, Measurement::serverCpuSeconds),
        Math.round(median(runs, Measurement::peakResidentBytes)),
        known(runs, Measurement::ofFloor),
        known(runs, Measurement::transferOfFloor),
        known(runs, Measurement::ofFastestPeer));
  }

  private static OptionalDouble known(
      List<Measurement> runs, Function<Measurement, OptionalDouble> figure) {
    List<Measurement> telling = runs.stream().filter(run -> figure.apply(run).isPresent()).toList();
    return telling.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(median(telling, run -> figure.apply(run).getAsDouble()));
  }

  private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
    return of(runs.stream().mapToDouble(figure));
  }

  /** The middle one, or the mean of both. */
  static double of(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
