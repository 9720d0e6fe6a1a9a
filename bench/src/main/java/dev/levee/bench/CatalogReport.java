package dev.levee.bench;

import dev.levee.daemon.report.TextTable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What came of the benchmark {@code catalog}.
 *
 * @param date when it began
 * @param tables how many tables there were
 * @param readers how many requests each client made at a time
 * @param phases everything that was measured, in order
 */
record CatalogReport(Instant date, Machine machine, int tables, int readers, List<Phase> phases)
    implements Report {
  /**
   * One thing that was measured.
   *
   * @param name what
   * @param seconds how long it took
   * @param cpuSeconds what the client burnt meanwhile
   * @param sourceRequests to the source, where the servers are ours
   * @param targetRequests to the target, likewise
   */
  record Phase(
      String name,
      double seconds,
      double cpuSeconds,
      OptionalInt sourceRequests,
      OptionalInt targetRequests) {}

  /** The wall time of no-change cycles over that of the floor, medians of both. */
  double overFloor() {
    return median(CatalogBenchmark.NO_CHANGE) / median(CatalogBenchmark.FLOOR);
  }

  private double median(String phase) {
    List<Double> sorted =
        phases.stream().filter(p -> p.name().equals(phase)).map(Phase::seconds).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** For people. */
  @Override
  public String text() {
    TextTable table = new TextTable("PHASE", "SECONDS", "CLIENT CPU S", "TO SOURCE", "TO TARGET");
    for (Phase phase : phases) {
      table.row(
          phase.name(),
          number(phase.seconds()),
          number(phase.cpuSeconds()),
          count(phase.sourceRequests()),
          count(phase.targetRequests()));
    }
    return "%d tables, %d requests at a time%n%n%s%nA no-change cycle takes %s times the floor.%n"
        .formatted(tables, readers, table, number(overFloor()));
  }

  private static String count(OptionalInt requests) {
    return requests.isPresent() ? Integer.toString(requests.getAsInt()) : "-";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
