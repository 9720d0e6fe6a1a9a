package dev.levee.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One client's one run.
 *
 * @param run from 1
 * @param client its name
 * @param objects what was copied, commits included
 * @param bytes of those objects
 * @param seconds from the start of the client's process to its end
 * @param transferSeconds from the first request until all was there, where the client tells
 * @param clientCpuSeconds what the client burnt, its start included
 * @param serverCpuSeconds what both servers burnt meanwhile, where they are ours
 * @param peakResidentBytes the most memory the client had
 * @param objectsPerSecond by {@code seconds}
 * @param megabytesPerSecond of 1,000,000 bytes, by {@code seconds}
 * @param ofFloor this rate over the floor's of the same run
 * @param transferOfFloor the same by {@code transferSeconds}
 * @param ofFastestPeer this rate over that of the fastest peer of the same run
 */
record Measurement(
    int run,
    String client,
    long objects,
    long bytes,
    double seconds,
    OptionalDouble transferSeconds,
    double clientCpuSeconds,
    OptionalDouble serverCpuSeconds,
    long peakResidentBytes,
    double objectsPerSecond,
    double megabytesPerSecond,
    OptionalDouble ofFloor,
    OptionalDouble transferOfFloor,
    OptionalDouble ofFastestPeer) {
  private static final double MEGABYTE = 1e6;

  /** A run without its ratios. */
  static Measurement of(int run, String client, CopyCheck.Extent extent, Used used) {
    MeteredProcess.Usage usage = used.client();
    return new Measurement(
        run,
        client,
        extent.objects(),
        extent.bytes(),
        usage.seconds(),
        used.transferSeconds(),
        usage.cpuSeconds(),
        used.serverCpuSeconds(),
        usage.peakResidentBytes(),
        extent.objects() / usage.seconds(),
        extent.bytes() / MEGABYTE / usage.seconds(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** What a run used up. */
  record Used(
      MeteredProcess.Usage client,
      OptionalDouble transferSeconds,
      OptionalDouble serverCpuSeconds) {}

  /** The same with its ratios to others of the same run. */
  Measurement against(Optional<Measurement> floor, OptionalDouble fastestPeerSeconds) {
    return new Measurement(
        run,
        client,
        objects,
        bytes,
        seconds,
        transferSeconds,
        clientCpuSeconds,
        serverCpuSeconds,
        peakResidentBytes,
        objectsPerSecond,
        megabytesPerSecond,
        ratio(floor.map(one -> OptionalDouble.of(one.seconds)), OptionalDouble.of(seconds)),
        ratio(floor.map(Measurement::transferSeconds), transferSeconds),
        ratio(Optional.of(fastestPeerSeconds), OptionalDouble.of(seconds)));
  }

  private static OptionalDouble ratio(Optional<OptionalDouble> others, OptionalDouble own) {
    return others.isPresent() && others.get().isPresent() && own.isPresent()
        ? OptionalDouble.of(others.get().getAsDouble() / own.getAsDouble())
        : OptionalDouble.empty();
  }
}
