package dev.levee.bench;

import dev.levee.bench.chart.BarChart;
import dev.levee.daemon.report.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What came of looks in which nothing was new.
 *
 * @param date when it began
 * @param stores what was compared
 * @param objects how many there are, commits and checkpoints included
 * @param peers versions of the peers that were measured
 * @param notMeasured the other ones, each with its reason
 * @param runs everything that was measured, in the order of the runs
 */
record NoChangeReport(
    Instant date,
    Machine machine,
    String stores,
    Workload workload,
    int objects,
    int connections,
    List<String> peers,
    List<String> notMeasured,
    List<Look> runs)
    implements ComparisonReport {
  private static final double MILLIS = 1000;

  static NoChangeReport of(
      Instant date, Machine machine, String stores, int objects, Plan plan, List<Look> looks) {
    return new NoChangeReport(
        date,
        machine,
        stores,
        plan.workload(),
        objects,
        plan.connections(),
        plan.peers().versions(),
        plan.peers().notMeasured(),
        List.copyOf(looks));
  }

  @Override
  public String text() {
    FigureTable<List<Look>> table =
        new FigureTable<>(clients(), looks -> looks.get(0).client())
            .column("WHAT", looks -> looks.get(0).wholeProcess() ? "whole process" : "one pass")
            .column("MS (LEAST-MOST)", NoChangeReport::milliseconds)
            .column(
                "CLIENT CPU MS",
                looks -> number(OptionalDouble.of(median(looks, Look::cpuSeconds) * MILLIS)))
            .column("REQUESTS", looks -> number(known(looks, Look::requests)))
            .column("TIMES LEVEE", looks -> number(known(looks, Look::timesLevee)));
    return "%s%n%n%s%s".formatted(subtitle(), table, ComparisonReport.peers(peers, notMeasured));
  }

  private String subtitle() {
    return "Nothing new among %s in %s, %s, medians of %s"
        .formatted(
            Wording.count(objects, "object"),
            Wording.count(workload.tables(), "table"),
            Wording.count(connections, "connection"),
            Wording.count(clients().get(0).size(), "run"));
  }

  @Override
  public BarChart chart() {
    return new BarChart(
        "levee bench: nothing new",
        subtitle(),
        List.of(
            panel("Milliseconds until that is known, less is better", Look::seconds),
            panel("CPU milliseconds of the client, less is better", Look::cpuSeconds)));
  }

  private BarChart.Panel panel(String heading, ToDoubleFunction<Look> seconds) {
    return new BarChart.Panel(
        heading,
        clients().stream()
            .map(
                looks ->
                    ComparisonReport.bar(
                        looks.get(0).client(),
                        looks.stream()
                            .mapToDouble(look -> seconds.applyAsDouble(look) * MILLIS)
                            .toArray()))
            .toList());
  }

  /** Each client's looks, Levee's first. */
  private List<List<Look>> clients() {
    return runs.stream()
        .map(Look::client)
        .distinct()
        .map(name -> runs.stream().filter(look -> look.client().equals(name)).toList())
        .toList();
  }

  private static String milliseconds(List<Look> looks) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f-%.2f)",
        median(looks, Look::seconds) * MILLIS,
        looks.stream().mapToDouble(Look::seconds).min().orElseThrow() * MILLIS,
        looks.stream().mapToDouble(Look::seconds).max().orElseThrow() * MILLIS);
  }

  private static OptionalDouble known(List<Look> looks, Function<Look, OptionalDouble> figure) {
    List<Look> telling = looks.stream().filter(look -> figure.apply(look).isPresent()).toList();
    return telling.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(median(telling, look -> figure.apply(look).getAsDouble()));
  }

  private static double median(List<Look> looks, ToDoubleFunction<Look> figure) {
    return Medians.of(looks.stream().mapToDouble(figure));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.2f", value.getAsDouble())
        : FigureTable.UNKNOWN;
  }
}
