package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Nothing is new: every client has its own whole copy, and finds out that it is. Levee and the
 * floor do it in a process that runs, since that is what a daemon does; a peer is started for it,
 * since that is what a peer's user does.
 */
final class NoChangeBenchmark {
  private final Plan plan;
  private final Client firstCopy;
  private final Time time;
  private final Consumer<String> progress;

  /**
   * A benchmark.
   *
   * @param firstCopy makes Levee's copy; peers make their own
   * @param progress is told, in a line, what is done
   */
  NoChangeBenchmark(Plan plan, Client firstCopy, Time time, Consumer<String> progress) {
    this.plan = plan;
    this.firstCopy = firstCopy;
    this.time = time;
    this.progress = progress;
  }

  /** Measures. */
  NoChangeReport run(Servers servers) throws InterruptedException {
    Instant date = time.now();
    Machine machine = Machine.here();
    progress.accept("writing the workload to " + servers.primary());
    int objects =
        new TableWriter(plan.workload(), servers.primary(), plan.data(), plan.connections(), time)
            .write(0, plan.workload().commits())
            .size();
    ClientRuns runs = new ClientRuns(plan.clients(), servers, time, progress);
    for (Client client : plan.clients()) {
      copy(runs, servers, client);
    }
    List<Look> looks = new ArrayList<>();
    for (int run = 1; run <= plan.runs(); run++) {
      looks.addAll(oneRun(run, runs, servers));
    }
    String stores = servers.primary() + " to " + servers.secondary();
    return NoChangeReport.of(date, machine, stores, objects, plan, looks);
  }

  /** The floor only reads. */
  private void copy(ClientRuns runs, Servers servers, Client client) throws InterruptedException {
    if (client.kind() != Client.Kind.FLOOR) {
      progress.accept("first copy: " + client.name());
      Client copying = client.kind() == Client.Kind.LEVEE ? firstCopy : client;
      Assignment assignment = plan.assignment(servers, client.key());
      Measurement unused = runs.measure(0, copying, assignment, CopyCheck.Extent.NOTHING);
    }
  }

  private List<Look> oneRun(int run, ClientRuns runs, Servers servers) throws InterruptedException {
    List<Look> looks = new ArrayList<>();
    Optional<Look> levee = Optional.empty();
    for (Client client : runs.order(run)) {
      MeteredProcess.Usage usage = runs.usage(client, plan.assignment(servers, client.key()));
      Look look =
          JavaProcess.answer(usage.output().lines())
              .map(line -> Look.of(run, client.name(), Json.readAnswer(line, Passes.class)))
              .orElseGet(() -> Look.of(run, client.name(), usage));
      looks.add(look);
      levee = client.kind() == Client.Kind.LEVEE ? Optional.of(look) : levee;
      progress.accept("run %d: %s: %.1f ms".formatted(run, client.name(), look.seconds() * 1000));
    }
    Optional<Look> own = levee;
    return looks.stream().map(look -> own.map(look::against).orElse(look)).toList();
  }
}
