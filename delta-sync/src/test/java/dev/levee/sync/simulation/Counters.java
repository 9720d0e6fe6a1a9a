package dev.levee.sync.simulation;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often things happened. */
final class Counters {
  private final TreeMap<String, Long> counts = new TreeMap<>();

  void count(Fault fault) {
    count(fault.name());
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** Whether every kind of fault has happened. */
  synchronized boolean hasAllFaults() {
    return Arrays.stream(Fault.values()).allMatch(fault -> counts.containsKey(fault.name()));
  }

  synchronized void add(Counters other) {
    other.counts.forEach((what, times) -> counts.merge(what, times, Long::sum));
  }

  @Override
  public synchronized String toString() {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
