package dev.levee.bench.steady;

import dev.levee.bench.BenchException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How long each commit took. */
final class Lags {
  private static final String FIRST_TABLE = Tables.path(0, 0).replaceFirst("/.*", "/");
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Map<String, Instant> written;
  private final Map<String, Instant> published;
  private final Instant from;

  /**
   * Lags of commits that are all published.
   *
   * @param warmUpSeconds commits of the first so many seconds do not count
   */
  Lags(Map<String, Instant> written, Map<String, Instant> published, double warmUpSeconds) {
    this.written = written;
    this.published = published;
    Instant first = written.values().stream().min(Instant::compareTo).orElseThrow();
    this.from = first.plusMillis(Math.round(warmUpSeconds * MILLIS_PER_SECOND));
  }

  /** Of the commits on schedule. */
  Percentiles scheduled(boolean withoutFirstTable) {
    return percentiles(
        path ->
            !(withoutFirstTable && path.startsWith(FIRST_TABLE))
                && !written.get(path).isBefore(from));
  }

  /** Of the first table's commits. */
  Percentiles ofFirstTable() {
    return percentiles(path -> path.startsWith(FIRST_TABLE));
  }

  /** From the first table's first commit in the primary to its last in the secondary. */
  double secondsOfFirstTable() {
    Instant begin = firstTable(written).stream().min(Instant::compareTo).orElseThrow();
    Instant end = firstTable(published).stream().max(Instant::compareTo).orElseThrow();
    return Duration.between(begin, end).toNanos() / NANOS_PER_MILLI / MILLIS_PER_SECOND;
  }

  private static List<Instant> firstTable(Map<String, Instant> times) {
    return times.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(FIRST_TABLE))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Percentiles percentiles(Predicate<String> paths) {
    List<Double> lags = written.keySet().stream().filter(paths).map(this::millis).toList();
    if (lags.isEmpty()) {
      throw new BenchException("no commit was written after the warm-up: measure for longer");
    }
    return Percentiles.of(lags);
  }

  private double millis(String path) {
    return Duration.between(written.get(path), published.get(path)).toNanos() / NANOS_PER_MILLI;
  }
}
