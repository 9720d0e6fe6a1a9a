package dev.levee.bench.steady;

import dev.levee.bench.running.Recording;
import dev.levee.bench.running.Replication;
import dev.levee.bench.running.RequestSort;
import dev.levee.bench.running.Requests;
import dev.levee.bench.running.RunningLevee;
import dev.levee.bench.running.Sample;

/** A fresh process meets tables that another one has replicated. */
final class RestartBenchmark {
  private static final int FILE_BYTES = 1024;

  private final int tables;
  private final Setup setup;

  RestartBenchmark(int tables, Setup setup) {
    this.tables = tables;
    this.setup = setup;
  }

  /** Measures. */
  RestartReport run() throws InterruptedException {
    Conditions conditions = setup.conditions();
    Replication replication = setup.replication("restart");
    setup.progress().accept("writing %d tables".formatted(tables));
    new Tables(setup.plainPrimary(), replication.data(), 1, FILE_BYTES)
        .create(tables, 1, setup.parallel());
    setup.progress().accept("replicating them");
    double firstSeconds;
    try (RunningLevee levee = setup.launcher().start(replication)) {
      firstSeconds = levee.awaitCaughtUp().seconds();
    }
    setup.progress().accept("starting again");
    try (RunningLevee levee = setup.launcher().start(replication)) {
      levee.record(Recording.TABLES);
      Sample caughtUp = levee.awaitCaughtUp();
      FirstPasses passes = new FirstPasses(levee.fetch().requests());
      return new RestartReport(
          conditions,
          tables,
          firstSeconds,
          caughtUp.seconds(),
          caughtUp.cpuSeconds(),
          Requests.of(passes.requests()),
          passes.most(),
          caughtUp.requests().only(sort -> !sort.isOfTables()),
          caughtUp.requests().number(RequestSort::isDataCopy));
    }
  }
}
