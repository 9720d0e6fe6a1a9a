package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The first copy of a table. All clients copy the same source one after another, each into a fresh
 * prefix, in every run and each time in another order, so that what else the machine does meets all
 * of them alike.
 */
final class SeedBenchmark {
  private static final String TABLE = "seed/";

  private final Plan plan;
  private final Time time;
  private final Consumer<String> progress;

  /**
   * What is measured.
   *
   * @param prefix of all keys that are written, ending with {@code /}
   * @param connections of each client
   */
  record Plan(Workload workload, List<Client> clients, int runs, int connections, String prefix) {
    /** Copies the clients. */
    Plan {
      clients = List.copyOf(clients);
      if (clients.isEmpty() || runs < 1 || connections < 1) {
        throw new IllegalArgumentException("at least one client, run and connection");
      }
    }
  }

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
  SeedReport run(Servers servers) throws InterruptedException {
    Instant date = time.now();
    Machine machine = Machine.here();
    String data = plan.prefix() + "data/";
    progress.accept("writing the workload to " + servers.primary());
    try (ObjectStore store = servers.primary().open()) {
      new TableWriter(plan.workload(), store, servers.primary().at(data + TABLE))
          .write(plan.connections());
    }
    warmUp(servers, data);
    List<Measurement> measured = new ArrayList<>();
    for (int run = 1; run <= plan.runs(); run++) {
      measured.addAll(oneRun(run, servers, data));
    }
    List<Medians> medians =
        plan.clients().stream()
            .map(
                client ->
                    Medians.of(
                        measured.stream().filter(m -> m.client().equals(client.name())).toList()))
            .toList();
    String stores = servers.primary() + " to " + servers.secondary();
    return new SeedReport(
        date, machine, stores, plan.workload(), plan.connections(), medians, measured);
  }

  /** Or the client that comes first would meet servers that have not compiled their code yet. */
  private void warmUp(Servers servers, String data) throws InterruptedException {
    progress.accept("warming up");
    Client client = plan.clients().get(0);
    Assignment assignment =
        new Assignment(
            servers.primary(),
            data,
            servers.secondary(),
            plan.prefix() + "warm-up/",
            plan.connections());
    measure(0, client, assignment, servers);
  }

  private List<Measurement> oneRun(int run, Servers servers, String data)
      throws InterruptedException {
    List<Client> order = new ArrayList<>(plan.clients());
    Collections.rotate(order, run - 1);
    List<Measurement> measured = new ArrayList<>();
    for (Client client : order) {
      String prefix = "%srun-%d-%s/".formatted(plan.prefix(), run, client.name());
      Assignment assignment =
          new Assignment(servers.primary(), data, servers.secondary(), prefix, plan.connections());
      Measurement one = measure(run, client, assignment, servers);
      measured.add(one);
      progress.accept(
          "run %d: %s: %.0f objects/s".formatted(run, client.name(), one.objectsPerSecond()));
    }
    Optional<Measurement> floor =
        measured.stream().filter(m -> m.client().equals(Client.FLOOR_NAME)).findFirst();
    return measured.stream().map(m -> floor.map(m::against).orElse(m)).toList();
  }

  private Measurement measure(int run, Client client, Assignment assignment, Servers servers)
      throws InterruptedException {
    OptionalDouble before = servers.cpuSeconds();
    MeteredProcess.Usage usage =
        new MeteredProcess(time)
            .run(
                client.name(),
                client.process().apply(assignment),
                client.input().apply(assignment));
    OptionalDouble after = servers.cpuSeconds();
    OptionalDouble transfer =
        JavaProcess.answer(usage.output().lines()).stream()
            .mapToDouble(line -> Json.readAnswer(line, Transferred.class).seconds())
            .findFirst();
    OptionalDouble serverCpu =
        before.isPresent()
            ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
            : OptionalDouble.empty();
    return Measurement.of(
        run,
        client.name(),
        CopyCheck.verify(client.name(), assignment),
        new Measurement.Used(usage, transfer, serverCpu));
  }
}
