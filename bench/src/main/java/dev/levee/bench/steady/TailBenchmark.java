package dev.levee.bench.steady;

import dev.levee.bench.BenchException;
import dev.levee.bench.running.Recording;
import dev.levee.bench.running.Replication;
import dev.levee.bench.running.Request;
import dev.levee.bench.running.RunningLevee;
import dev.levee.bench.running.Sample;
import dev.levee.bench.steady.TailWriters.Burst;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Steady commits to many tables, and how long each takes from where it is visible in the primary to
 * where it is visible in the secondary; without and with a burst of commits to one of them.
 */
final class TailBenchmark {
  static final String STEADY = "steady";
  static final String BURST = "burst";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final TailPlan plan;
  private final OptionalInt burst;
  private final int runs;
  private final Setup setup;

  /**
   * A benchmark.
   *
   * @param burst of how many commits; empty to measure without one only
   */
  TailBenchmark(TailPlan plan, OptionalInt burst, int runs, Setup setup) {
    this.plan = plan;
    this.burst = burst;
    this.runs = runs;
    this.setup = setup;
  }

  /** Measures. */
  TailReport run() throws InterruptedException {
    Conditions conditions = setup.conditions();
    List<TailRun> measured = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      // Whoever comes second meets servers that are warmer.
      List<String> names = run % 2 == 1 ? List.of(STEADY, BURST) : List.of(BURST, STEADY);
      for (String name : names) {
        if (name.equals(STEADY) || burst.isPresent()) {
          measured.add(measure(run, name));
        }
      }
    }
    return new TailReport(conditions, plan, burst, measured);
  }

  private TailRun measure(int run, String name) throws InterruptedException {
    Replication replication = setup.replication("tail-%d-%s".formatted(run, name));
    Tables tables =
        new Tables(setup.plainPrimary(), replication.data(), plan.files(), plan.fileBytes());
    setup.progress().accept("run %d, %s: writing %d tables".formatted(run, name, plan.tables()));
    tables.create(plan.tables(), 0, setup.parallel());
    Optional<Burst> wanted =
        name.equals(BURST)
            ? Optional.of(new Burst(burst.getAsInt(), plan.warmUpSeconds() + plan.seconds() / 3))
            : Optional.empty();
    // With or without one, the first table gets no other commits where bursts are compared.
    CommitSchedule schedule = new CommitSchedule(plan, burst.isPresent() ? 1 : 0);
    TailWriters writers = new TailWriters(tables, schedule, wanted, setup.time());
    writers.prepare(setup.parallel());
    RoundTripProbe probe =
        new RoundTripProbe(setup, replication.prefix() + "probe/", tables.content());
    // These are for the servers and for us to warm up.
    probe.look(plan.quietLooks());
    RoundTrips unusedTrips = probe.take();
    probe.look(plan.quietLooks());
    RoundTrips quiet = probe.take();
    try (RunningLevee levee = setup.launcher().start(replication)) {
      Sample unused = levee.awaitCaughtUp();
      levee.record(Recording.PUBLICATIONS);
      setup.progress().accept("run %d, %s: tailing".formatted(run, name));
      Sample before = levee.sample();
      write(writers, probe);
      Map<String, Instant> published = published(levee, writers.visible());
      Sample after = levee.sample();
      Lags lags = new Lags(writers.visible(), published, plan.warmUpSeconds());
      return new TailRun(
          name,
          replication.settings().pollInterval().toMillis(),
          lags.scheduled(burst.isPresent()),
          wanted.map(any -> lags.ofFirstTable()),
          wanted.isPresent() ? lags.secondsOfFirstTable() : 0,
          quiet,
          probe.take(),
          (after.cpuSeconds() - before.cpuSeconds()) / (after.seconds() - before.seconds()),
          published.size(),
          after.requests().since(before.requests()),
          levee.peakResidentBytes());
    }
  }

  private void write(TailWriters writers, RoundTripProbe probe) throws InterruptedException {
    Thread looking =
        new Thread(
            () -> {
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  probe.look(1);
                  setup.time().sleep(BETWEEN_LOOKS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "levee-bench-probe");
    looking.start();
    try {
      writers.write(setup.parallel());
    } finally {
      looking.interrupt();
      looking.join();
    }
  }

  /** When the secondary's answer to each commit was there; waits until it was, for all. */
  private Map<String, Instant> published(RunningLevee levee, Map<String, Instant> written)
      throws InterruptedException {
    Map<String, Instant> published = new HashMap<>();
    long start = setup.time().nanoTime();
    while (!published.keySet().containsAll(written.keySet())) {
      if (setup.secondsSince(start) > PATIENCE.toSeconds()) {
        throw new BenchException(
            "%d of %d commits came".formatted(published.size(), written.size()));
      }
      for (Request request : levee.fetch().requests()) {
        published.put(Tables.path(request), request.answered());
      }
      setup.time().sleep(BETWEEN_LOOKS);
    }
    return published;
  }
}
