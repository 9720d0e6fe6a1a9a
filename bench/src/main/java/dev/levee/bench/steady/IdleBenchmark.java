package dev.levee.bench.steady;

import dev.levee.bench.running.Replication;
import dev.levee.bench.running.RequestSort;
import dev.levee.bench.running.RunningLevee;
import dev.levee.bench.running.Sample;
import dev.levee.sync.engine.ReplicationSettings;
import java.time.Duration;
import java.util.OptionalDouble;

/** Many tables in which nothing happens: what it costs to look after them. */
final class IdleBenchmark {
  /** In the mean; so many that each table has been looked at. */
  private static final long LOOKS_BEFORE = 3;

  private static final double TOLERANCE = 1.1;
  private static final long LOOKS_WITHIN_TARGET = 3;

  /** So long that a moment in which the machine does something else does not count. */
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private final int tables;
  private final Duration measured;
  private final Duration patience;
  private final Setup setup;

  /**
   * A benchmark.
   *
   * @param measured for how long it is measured
   * @param patience for how long Levee may slow down before
   */
  IdleBenchmark(int tables, Duration measured, Duration patience, Setup setup) {
    this.tables = tables;
    this.measured = measured;
    this.patience = patience;
    this.setup = setup;
  }

  /** Measures. */
  IdleReport run() throws InterruptedException {
    Conditions conditions = setup.conditions();
    Replication replication = setup.replication("idle");
    setup.progress().accept("writing %d tables".formatted(tables));
    new Tables(setup.plainPrimary(), replication.data(), 0, 1).create(tables, 0, setup.parallel());
    setup.progress().accept("replicating them");
    try (RunningLevee levee = setup.launcher().start(replication)) {
      Sample caughtUp = levee.awaitCaughtUp();
      setup.progress().accept("caught up after %.1f s, slowing down".formatted(caughtUp.seconds()));
      boolean slowedDown = awaitSlowedDown(levee, replication.settings());
      setup.progress().accept("measuring for %d s".formatted(measured.toSeconds()));
      OptionalDouble servers = setup.servers().cpuSeconds();
      Sample before = levee.sample();
      setup.time().sleep(measured);
      Sample after = levee.sample();
      double seconds = after.seconds() - before.seconds();
      return new IdleReport(
          conditions,
          tables,
          replication.settings().pollInterval(),
          replication.settings().rpoTarget(),
          caughtUp.seconds(),
          before.seconds() - caughtUp.seconds(),
          slowedDown,
          seconds,
          after.requests().since(before.requests()),
          (after.cpuSeconds() - before.cpuSeconds()) / seconds,
          servers.isPresent()
              ? (setup.servers().cpuSeconds().getAsDouble() - servers.getAsDouble()) / seconds
              : -1,
          levee.collect().bytes(),
          after.heap(),
          levee.peakResidentBytes());
    }
  }

  /**
   * Whether it looked at each table at most three times within its target, as it does of idle
   * tables in the end, and had looked at each before: the first look is when it reads what is in
   * force.
   */
  private boolean awaitSlowedDown(RunningLevee levee, ReplicationSettings settings)
      throws InterruptedException {
    Duration slowest = settings.rpoTarget().dividedBy(LOOKS_WITHIN_TARGET);
    Duration interval =
        slowest.compareTo(settings.pollInterval()) < 0 ? settings.pollInterval() : slowest;
    Duration window = interval.compareTo(WINDOW) < 0 ? WINDOW : interval;
    long start = setup.time().nanoTime();
    Sample before = levee.sample();
    while (setup.secondsSince(start) < patience.toSeconds()) {
      setup.time().sleep(window);
      Sample now = levee.sample();
      double rate =
          now.requests().since(before.requests()).number(RequestSort::isLook)
              / (now.seconds() - before.seconds());
      boolean slow =
          rate * interval.toMillis() / Duration.ofSeconds(1).toMillis() <= tables * TOLERANCE;
      if (slow && now.requests().number(RequestSort::isLook) >= LOOKS_BEFORE * tables) {
        return true;
      }
      before = now;
    }
    return false;
  }
}
