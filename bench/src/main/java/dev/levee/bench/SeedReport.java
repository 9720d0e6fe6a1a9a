package dev.levee.bench;

import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What came of the benchmark {@code seed}.
 *
 * @param date when it began
 * @param stores what was copied between
 * @param medians of each client
 * @param runs everything that was measured, in the order of the runs
 */
record SeedReport(
    Instant date,
    Machine machine,
    String stores,
    Workload workload,
    int connections,
    List<Medians> medians,
    List<Measurement> runs) {
  /** For people. */
  String text() {
    TextTable table =
        new TextTable(
            "CLIENT",
            "OBJECTS/S",
            "MB/S",
            "SECONDS (LEAST-MOST)",
            "TRANSFER S",
            "CLIENT CPU S",
            "SERVERS' CPU S",
            "PEAK RSS",
            "OF FLOOR",
            "TRANSFER OF FLOOR");
    for (Medians client : medians) {
      table.row(
          client.client(),
          number(client.objectsPerSecond(), 0),
          number(client.megabytesPerSecond(), 1),
          "%s (%s-%s)"
              .formatted(
                  number(client.seconds(), 2),
                  number(client.leastSeconds(), 2),
                  number(client.mostSeconds(), 2)),
          number(client.transferSeconds()),
          number(client.clientCpuSeconds(), 2),
          number(client.serverCpuSeconds()),
          Wording.size(client.peakResidentBytes()),
          number(client.ofFloor()),
          number(client.transferOfFloor()));
    }
    return "%s of %s in %s, %s, medians of %s%n%n%s"
        .formatted(
            Wording.count(workload.objects(), "object"),
            Wording.size(workload.objectBytes()),
            Wording.count(workload.commits(), "commit"),
            Wording.count(connections, "connection"),
            Wording.count(medians.get(0).runs(), "run"),
            table);
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble(), 2) : "-";
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
