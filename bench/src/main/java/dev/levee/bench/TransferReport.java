package dev.levee.bench;

import dev.levee.bench.chart.BarChart;
import dev.levee.daemon.report.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What came of a benchmark in which objects are copied.
 *
 * @param date when it began
 * @param scenario what was measured
 * @param stores what was copied between
 * @param peers versions of the peers that were measured
 * @param notMeasured the other ones, each with its reason
 * @param medians of each client
 * @param runs everything that was measured, in the order of the runs
 */
record TransferReport(
    Instant date,
    Machine machine,
    String scenario,
    String stores,
    Workload workload,
    int connections,
    List<String> peers,
    List<String> notMeasured,
    List<Medians> medians,
    List<Measurement> runs)
    implements ComparisonReport {
  /** From here on bytes take longer than requests do. */
  private static final long LARGE_OBJECT_BYTES = 1 << 20;

  /**
   * When and where something was measured.
   *
   * @param failures runs of peers that count for nothing, each with its reason
   */
  record Setting(
      Instant date, Machine machine, String scenario, Servers servers, List<String> failures) {
    String stores() {
      return servers.primary() + " to " + servers.secondary();
    }
  }

  static TransferReport of(Setting setting, Plan plan, List<Measurement> measured) {
    List<Medians> medians =
        plan.clients().stream()
            .map(client -> measured.stream().filter(m -> m.client().equals(client.name())).toList())
            .filter(runs -> !runs.isEmpty())
            .map(Medians::of)
            .toList();
    return new TransferReport(
        setting.date(),
        setting.machine(),
        setting.scenario(),
        setting.stores(),
        plan.workload(),
        plan.connections(),
        plan.peers().versions(),
        Stream.concat(plan.peers().notMeasured().stream(), setting.failures().stream()).toList(),
        medians,
        measured);
  }

  @Override
  public String text() {
    FigureTable<Medians> table =
        new FigureTable<>(medians, Medians::client)
            .column("OBJECTS/S", client -> number(client.objectsPerSecond(), areLarge() ? 2 : 0))
            .column("MB/S", client -> number(client.megabytesPerSecond(), 1))
            .column("SECONDS (LEAST-MOST)", TransferReport::seconds)
            .column("TRANSFER S", client -> number(client.transferSeconds()))
            .column("CLIENT CPU S", client -> number(client.clientCpuSeconds(), 2))
            .column("SERVERS' CPU S", client -> number(client.serverCpuSeconds()))
            .column("PEAK RSS", client -> Wording.size(client.peakResidentBytes()))
            .column("OF FLOOR", client -> number(client.ofFloor()))
            .column("TRANSFER OF FLOOR", client -> number(client.transferOfFloor()))
            .column("OF FASTEST PEER", client -> number(client.ofFastestPeer()));
    return "%s: %s%n%n%s%s"
        .formatted(scenario, subtitle(), table, ComparisonReport.peers(peers, notMeasured));
  }

  private String subtitle() {
    return "%s of %s of %s in %s, %s, medians of %s"
        .formatted(
            Wording.count(workload.tables(), "table"),
            Wording.count(workload.objects(), "object"),
            Wording.size(workload.objectBytes()),
            Wording.count(workload.commits(), "commit"),
            Wording.count(connections, "connection"),
            Wording.count(medians.get(0).runs(), "run"));
  }

  @Override
  public BarChart chart() {
    BarChart.Panel rate =
        areLarge()
            ? panel("Megabytes per second, more is better", Measurement::megabytesPerSecond)
            : panel("Objects per second, more is better", Measurement::objectsPerSecond);
    return new BarChart(
        "levee bench: " + scenario,
        subtitle(),
        List.of(
            rate,
            panel("CPU seconds of the client, less is better", Measurement::clientCpuSeconds),
            panel(
                "Peak memory of the client in MiB, less is better",
                run -> run.peakResidentBytes() / (double) (1 << 20))));
  }

  private BarChart.Panel panel(String heading, ToDoubleFunction<Measurement> figure) {
    return new BarChart.Panel(
        heading,
        medians.stream()
            .map(
                client ->
                    ComparisonReport.bar(
                        client.client(),
                        runs.stream()
                            .filter(run -> run.client().equals(client.client()))
                            .mapToDouble(figure)
                            .toArray()))
            .toList());
  }

  private boolean areLarge() {
    return workload.objectBytes() >= LARGE_OBJECT_BYTES;
  }

  private static String seconds(Medians client) {
    return "%s (%s-%s)"
        .formatted(
            number(client.seconds(), 2),
            number(client.leastSeconds(), 2),
            number(client.mostSeconds(), 2));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble(), 2) : FigureTable.UNKNOWN;
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
