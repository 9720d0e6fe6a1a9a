package dev.levee.bench.steady;

import dev.levee.bench.BenchException;
import dev.levee.bench.PlainS3;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures round trips with the plainest client. Used by one thread. */
final class RoundTripProbe {
  private static final int SMALL = 1024;
  private static final double NANOS_PER_MILLI = 1e6;

  private final PlainS3 primary;
  private final PlainS3 secondary;
  private final String prefix;
  private final byte[] content;
  private final Time time;
  private final List<Double> get = new ArrayList<>();
  private final List<Double> getMissing = new ArrayList<>();
  private final List<Double> put = new ArrayList<>();
  private final List<Double> putSmall = new ArrayList<>();
  private long written;

  /**
   * A probe.
   *
   * @param prefix of keys that nothing else uses
   * @param content of a data file
   */
  RoundTripProbe(Setup setup, String prefix, byte[] content) {
    this.primary = setup.plainPrimary();
    this.secondary = setup.plainSecondary();
    this.prefix = prefix;
    this.content = content;
    this.time = setup.time();
    measure(() -> primary.put(prefix + "there", content));
  }

  /** A request. */
  @FunctionalInterface
  private interface Trip {
    void make() throws IOException;
  }

  /** Makes each of the four requests so many times. */
  void look(int times) {
    for (int look = 0; look < times; look++) {
      look();
    }
  }

  private void look() {
    get.add(measure(() -> primary.get(prefix + "there")));
    getMissing.add(measure(() -> primary.find(prefix + "missing")));
    put.add(measure(() -> secondary.put(prefix + "large-" + written, content)));
    putSmall.add(measure(() -> secondary.put(prefix + "small-" + written, new byte[SMALL])));
    written++;
  }

  private double measure(Trip trip) {
    long start = time.nanoTime();
    try {
      trip.make();
    } catch (IOException e) {
      throw new BenchException("the plain client failed: " + e.getMessage(), e);
    }
    return (time.nanoTime() - start) / NANOS_PER_MILLI;
  }

  /** The medians of the looks since this was called last. */
  RoundTrips take() {
    RoundTrips medians =
        new RoundTrips(
            get.size(),
            Percentiles.median(get),
            Percentiles.median(getMissing),
            Percentiles.median(put),
            Percentiles.median(putSmall));
    List.of(get, getMissing, put, putSmall).forEach(List::clear);
    return medians;
  }
}
