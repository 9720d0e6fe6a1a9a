package dev.levee.daemon.quickstart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Bytes a second, from the totals seen at some moments; moments of one second count as one. */
final class Throughput {
  private static final int KEPT = 24;
  private static final long SECOND = 1_000_000_000;

  private final Deque<Double> rates = new ArrayDeque<>();
  private long lastBytes = -1;
  private long lastNanos;

  /** The total at a moment of the monotonic clock. */
  void add(long bytes, long nanos) {
    if (lastBytes >= 0 && nanos - lastNanos < SECOND) {
      return;
    }
    if (lastBytes >= 0) {
      rates.add((double) Math.max(0, bytes - lastBytes) * SECOND / (nanos - lastNanos));
      if (rates.size() > KEPT) {
        rates.remove();
      }
    }
    lastBytes = bytes;
    lastNanos = nanos;
  }

  /** Each interval's rate, oldest first. */
  List<Double> rates() {
    return new ArrayList<>(rates);
  }
}
