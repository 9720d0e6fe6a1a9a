package dev.levee.bench.steady;

import dev.levee.bench.running.Recording;
import dev.levee.bench.running.Replication;
import dev.levee.bench.running.Request;
import dev.levee.bench.running.RequestSort;
import dev.levee.bench.running.RunningLevee;
import dev.levee.bench.running.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A fresh process meets tables that another one has replicated. */
final class RestartBenchmark {
  private static final int FILE_BYTES = 1024;
  private static final Duration HARDLY_EVER = Duration.ofHours(1);

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
    // No table is polled before all are ready, so that every request until then is of a start.
    try (RunningLevee levee = setup.launcher().start(replication.polling(HARDLY_EVER))) {
      levee.record(Recording.TABLES);
      Sample caughtUp = levee.awaitCaughtUp();
      return new RestartReport(
          conditions,
          tables,
          firstSeconds,
          caughtUp.seconds(),
          caughtUp.cpuSeconds(),
          caughtUp.requests().only(RequestSort::isOfTables),
          most(levee.fetch().requests()),
          caughtUp.requests().only(sort -> !sort.isOfTables()),
          caughtUp.requests().number(RequestSort::isDataCopy));
    }
  }

  private static long most(List<Request> requests) {
    return requests.stream()
        .collect(Collectors.groupingBy(Tables::name, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }
}
