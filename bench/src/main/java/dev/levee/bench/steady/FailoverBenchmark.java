package dev.levee.bench.steady;

import dev.levee.bench.PlainS3;
import dev.levee.bench.running.Replication;
import dev.levee.bench.running.RunningLevee;
import dev.levee.bench.running.Sample;
import dev.levee.bench.running.Switched;

/** A forced failover of many tables, with the primary gone. */
final class FailoverBenchmark {
  private final int tables;
  private final Setup setup;

  FailoverBenchmark(int tables, Setup setup) {
    this.tables = tables;
    this.setup = setup;
  }

  /** Measures. */
  FailoverReport run() throws InterruptedException {
    Conditions conditions = setup.conditions();
    Replication replication = setup.replication("failover");
    setup.progress().accept("writing %d tables".formatted(tables));
    new Tables(setup.plainPrimary(), replication.data(), 0, 1).create(tables, 0, setup.parallel());
    setup.progress().accept("replicating them");
    Switched switched;
    try (RunningLevee levee = setup.launcher().start(replication)) {
      Sample unused = levee.awaitCaughtUp();
      setup.progress().accept("failing over");
      switched = levee.failOver();
    }
    return new FailoverReport(
        conditions, tables, switched.seconds(), switched.requests(), floor(replication));
  }

  /** What a failover does to each table at the least: reads its last commit, writes the next. */
  private double floor(Replication replication) throws InterruptedException {
    PlainS3 secondary = setup.plainSecondary();
    Tables replicas = new Tables(secondary, replication.replica(), 0, 1);
    long start = setup.time().nanoTime();
    setup
        .parallel()
        .forEach(
            tables,
            table -> {
              byte[] commit = secondary.get(replicas.root(table) + CommitText.key(0));
              secondary.put(replicas.root(table) + "floor", commit);
            });
    return setup.secondsSince(start);
  }
}
