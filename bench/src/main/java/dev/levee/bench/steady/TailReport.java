package dev.levee.bench.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.levee.bench.Report;
import dev.levee.bench.running.Requests;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/** What came of {@code tail}. */
record TailReport(Conditions conditions, TailPlan plan, OptionalInt burst, List<TailRun> runs)
    implements Report {
  /**
   * The others' 99th percentile with the burst over that without, the median of the runs' ratios;
   * empty without bursts.
   */
  @JsonProperty("burst_ratio")
  OptionalDouble burstRatio() {
    if (burst.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<TailRun> without = named(TailBenchmark.STEADY);
    List<TailRun> with = named(TailBenchmark.BURST);
    List<Double> ratios = new ArrayList<>();
    for (int run = 0; run < with.size(); run++) {
      ratios.add(with.get(run).lag().p99() / without.get(run).lag().p99());
    }
    return OptionalDouble.of(Percentiles.median(ratios));
  }

  private List<TailRun> named(String name) {
    return runs.stream().filter(run -> run.name().equals(name)).toList();
  }

  /** The median over the runs of one name. */
  private double median(String name, ToDoubleFunction<TailRun> figure) {
    return Percentiles.median(named(name).stream().map(figure::applyAsDouble).toList());
  }

  @Override
  public String text() {
    String text =
        "%s, %s commits/s each, %d files of %s a commit, %s s after %s s of warm-up%n%n"
            .formatted(
                Wording.count(plan.tables(), "table"),
                plan.rate(),
                plan.files(),
                Wording.size(plan.fileBytes()),
                plan.seconds(),
                plan.warmUpSeconds());
    text += lags() + "\n" + trips() + "\n";
    text +=
        "p50 / (poll + 3 round trips): %s quiet, %s busy (target: at most 1)%n"
            .formatted(
                Figures.of(median(TailBenchmark.STEADY, r -> r.p50OfTarget(r.quiet())), 2),
                Figures.of(median(TailBenchmark.STEADY, r -> r.p50OfTarget(r.busy())), 2));
    text +=
        "p99 / 2 (poll + 3 round trips): %s quiet, %s busy (target: at most 1)%n"
            .formatted(
                Figures.of(median(TailBenchmark.STEADY, r -> r.p99OfTarget(r.quiet())), 2),
                Figures.of(median(TailBenchmark.STEADY, r -> r.p99OfTarget(r.busy())), 2));
    if (burstRatio().isPresent()) {
      text +=
          "the others' p99 with a burst of %d commits over that without: %s (target: at most 1.20)%n"
              .formatted(burst.getAsInt(), Figures.of(burstRatio().getAsDouble(), 2));
    }
    TailRun first = runs.get(0);
    Requests requests = first.requests();
    return text
        + "\nLevee's requests in the first run, empty polls included:\n\n"
        + requests.text("COMMIT", first.commits());
  }

  private String lags() {
    TextTable table =
        new TextTable(
            "RUN",
            "COMMITS",
            "P50 MS",
            "P90 MS",
            "P99 MS",
            "MAX MS",
            "CPU SHARE",
            "PEAK RSS",
            "BURST P99 MS",
            "BURST S");
    for (TailRun run : runs) {
      table.row(
          run.name(),
          Integer.toString(run.lag().number()),
          Figures.of(run.lag().p50(), 0),
          Figures.of(run.lag().p90(), 0),
          Figures.of(run.lag().p99(), 0),
          Figures.of(run.lag().max(), 0),
          Figures.of(run.cpuShare(), 2),
          Wording.size(run.peakResidentBytes()),
          run.burstLag().map(lag -> Figures.of(lag.p99(), 0)).orElse("-"),
          run.burstLag().map(lag -> Figures.of(run.burstSeconds(), 2)).orElse("-"));
    }
    return table.toString();
  }

  private String trips() {
    TextTable table =
        new TextTable("RUN", "ROUND TRIP MS", "GET", "GET MISSING", "PUT", "PUT 1 KIB", "MEAN");
    for (TailRun run : runs) {
      row(table, run.name(), "quiet", run.quiet());
      row(table, run.name(), "busy", run.busy());
    }
    return table.toString();
  }

  private static void row(TextTable table, String run, String when, RoundTrips trips) {
    table.row(
        run,
        when,
        Figures.of(trips.get(), 2),
        Figures.of(trips.getMissing(), 2),
        Figures.of(trips.put(), 2),
        Figures.of(trips.putSmall(), 2),
        Figures.of(trips.mean(), 2));
  }
}
