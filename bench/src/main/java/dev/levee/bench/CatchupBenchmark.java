package dev.levee.bench;

import dev.levee.sync.model.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Catching up after outages: every client has copied the tables, then new commits come while none
 * of them runs, then each brings its own copy up to date. The next run goes on from there.
 */
final class CatchupBenchmark {
  private final Plan plan;
  private final int before;
  private final Time time;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param before how many commits of the workload are copied unmeasured; the others are shared out
   *     among the runs
   * @param progress is told, in a line, what is done
   */
  CatchupBenchmark(Plan plan, int before, Time time, Consumer<String> progress) {
    this.plan = plan;
    this.before = before;
    this.time = time;
    this.progress = progress;
    int backlog = plan.workload().commits() - before;
    if (before < 1 || backlog < plan.runs() || backlog % plan.runs() != 0) {
      throw new IllegalArgumentException("each run has the same commits: " + backlog);
    }
  }

  /** Measures. */
  TransferReport run(Servers servers) throws InterruptedException {
    Instant date = time.now();
    Machine machine = Machine.here();
    TableWriter writer =
        new TableWriter(plan.workload(), servers.primary(), plan.data(), plan.connections(), time);
    progress.accept("writing the workload to " + servers.primary());
    List<String> unused = writer.write(0, before);
    ClientRuns runs = new ClientRuns(plan.clients(), servers, time, progress);
    CopyCheck.Extent there = firstCopies(servers, runs);
    List<Measurement> measured = new ArrayList<>();
    int backlog = (plan.workload().commits() - before) / plan.runs();
    for (int run = 1; run <= plan.runs(); run++) {
      int begin = before + (run - 1) * backlog;
      List<String> names = writer.write(begin, begin + backlog);
      List<Measurement> round = runs.run(run, client -> catchUp(servers, client, names), there);
      measured.addAll(round);
      there = there.with(round.get(0).objects(), round.get(0).bytes());
    }
    String scenario = "catching up with " + backlog + " commits after an outage";
    return TransferReport.of(
        new TransferReport.Setting(date, machine, scenario, servers, runs.failures()),
        plan,
        measured);
  }

  private CopyCheck.Extent firstCopies(Servers servers, ClientRuns runs)
      throws InterruptedException {
    CopyCheck.Extent there = CopyCheck.Extent.NOTHING;
    for (Client client : plan.clients()) {
      progress.accept("first copy: " + client.name());
      Measurement copy =
          runs.measure(0, client, plan.assignment(servers, client.key()), CopyCheck.Extent.NOTHING);
      there = new CopyCheck.Extent(copy.objects(), copy.bytes());
    }
    return there;
  }

  /** Only the floor is told what is new. */
  private Assignment catchUp(Servers servers, Client client, List<String> names) {
    Assignment whole = plan.assignment(servers, client.key());
    return client.kind() == Client.Kind.FLOOR ? whole.with(names) : whole;
  }
}
