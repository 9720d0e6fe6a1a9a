package dev.levee.bench;

import dev.levee.sync.model.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first copy: all clients copy the same tables, each into a fresh prefix in every run. */
final class SeedBenchmark {
  static final String SCENARIO = "first copy";

  private final Plan plan;
  private final Time time;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param progress is told, in a line, what is done
   */
  SeedBenchmark(Plan plan, Time time, Consumer<String> progress) {
    this.plan = plan;
    this.time = time;
    this.progress = progress;
  }

  /** Measures. */
  TransferReport run(Servers servers) throws InterruptedException {
    Instant date = time.now();
    Machine machine = Machine.here();
    progress.accept("writing the workload to " + servers.primary());
    new TableWriter(plan.workload(), servers.primary(), plan.data(), plan.connections(), time)
        .write(0, plan.workload().commits());
    ClientRuns runs = new ClientRuns(plan.clients(), servers, time, progress);
    progress.accept("warming up");
    // Or those that come first would meet servers that have not compiled their code yet.
    for (Client client : plan.clients()) {
      runs.warmUp(client, plan.assignment(servers, "warm-up-" + client.key()));
    }
    List<Measurement> measured = new ArrayList<>();
    for (int run = 1; run <= plan.runs(); run++) {
      String prefix = "run-" + run + "-";
      measured.addAll(
          runs.run(
              run,
              client -> plan.assignment(servers, prefix + client.key()),
              CopyCheck.Extent.NOTHING));
    }
    return TransferReport.of(
        new TransferReport.Setting(date, machine, SCENARIO, servers, runs.failures()),
        plan,
        measured);
  }
}
