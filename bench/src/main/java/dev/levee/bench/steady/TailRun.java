package dev.levee.bench.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.levee.bench.running.Requests;
import java.util.Map;
import java.util.Optional;

/**
 * Steady commits, measured once.
 *
 * @param name what was different in this run
 * @param pollMillis Levee's poll interval
 * @param lag of the commits on schedule, in milliseconds
 * @param burstLag of the burst's commits; empty without a burst
 * @param burstSeconds from the burst's first commit in the primary to its last in the secondary; 0
 *     without a burst
 * @param quiet the floor's round trips before anything ran
 * @param busy the floor's round trips meanwhile
 * @param cpuShare of one processor that Levee used
 * @param commits how many came within the time that the requests are of
 * @param requests Levee's in that time
 * @param peakResidentBytes of Levee's process
 */
record TailRun(
    String name,
    double pollMillis,
    Percentiles lag,
    Optional<Percentiles> burstLag,
    double burstSeconds,
    RoundTrips quiet,
    RoundTrips busy,
    double cpuShare,
    int commits,
    Requests requests,
    long peakResidentBytes) {
  private static final int ROUND_TRIPS = 3;

  /** The median lag over a poll interval and three round trips; the target is at most 1. */
  double p50OfTarget(RoundTrips trips) {
    return lag.p50() / target(trips);
  }

  /** The 99th percentile over twice as much; the target is at most 1. */
  double p99OfTarget(RoundTrips trips) {
    return lag.p99() / (2 * target(trips));
  }

  private double target(RoundTrips trips) {
    return pollMillis + ROUND_TRIPS * trips.mean();
  }

  /** The ratios to the targets, for programs. */
  @JsonProperty("ratios")
  Map<String, Double> ratios() {
    return Map.of(
        "p50_of_target_quiet", p50OfTarget(quiet),
        "p99_of_target_quiet", p99OfTarget(quiet),
        "p50_of_target_busy", p50OfTarget(busy),
        "p99_of_target_busy", p99OfTarget(busy));
  }
}
