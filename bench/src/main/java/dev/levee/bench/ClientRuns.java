package dev.levee.bench;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.Time;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs clients one after another, in every run and each time in another order, so that what else
 * the machine does meets all of them alike.
 */
final class ClientRuns {
  private final List<Client> clients;
  private final Servers servers;
  private final Time time;
  private final Consumer<String> progress;
  private final List<String> failures = new ArrayList<>();

  ClientRuns(List<Client> clients, Servers servers, Time time, Consumer<String> progress) {
    this.clients = clients;
    this.servers = servers;
    this.time = time;
    this.progress = progress;
  }

  /**
   * The clients in the order of a run, from 1. Every second run turns that of the one before round:
   * or each client would always have the same one before it, and what that leaves to be done.
   */
  List<Client> order(int run) {
    List<Client> order = new ArrayList<>(clients);
    Collections.rotate(order, (run - 1) / 2);
    if (run % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  /** One run of a client that counts for nothing. Whether a peer fails, its next run tells. */
  void warmUp(Client client, Assignment assignment) throws InterruptedException {
    try {
      usage(client, assignment);
    } catch (BenchException e) {
      if (client.kind() != Client.Kind.PEER) {
        throw e;
      }
    }
  }

  /** The runs of peers that failed, or whose copy was not whole; they count for nothing. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * One run of all clients. A peer that fails is noted; Levee and the floor must not.
   *
   * @param before what is in the copies already
   */
  List<Measurement> run(int run, Function<Client, Assignment> assignments, CopyCheck.Extent before)
      throws InterruptedException {
    List<Measurement> measured = new ArrayList<>();
    OptionalDouble fastestPeer = OptionalDouble.empty();
    for (Client client : order(run)) {
      Optional<Measurement> ended = attempt(run, client, assignments.apply(client), before);
      if (ended.isEmpty()) {
        continue;
      }
      Measurement one = ended.get();
      measured.add(one);
      if (client.kind() == Client.Kind.PEER) {
        fastestPeer = OptionalDouble.of(Math.min(one.seconds(), fastestPeer.orElse(one.seconds())));
      }
      progress.accept(
          "run %d: %s: %.1f objects/s, %.1f MB/s"
              .formatted(run, client.name(), one.objectsPerSecond(), one.megabytesPerSecond()));
    }
    Optional<Measurement> floor =
        measured.stream().filter(m -> m.client().equals(Client.FLOOR_NAME)).findFirst();
    OptionalDouble peer = fastestPeer;
    return measured.stream().map(one -> one.against(floor, peer)).toList();
  }

  private Optional<Measurement> attempt(
      int run, Client client, Assignment assignment, CopyCheck.Extent before)
      throws InterruptedException {
    try {
      return Optional.of(measure(run, client, assignment, before));
    } catch (BenchException e) {
      if (client.kind() != Client.Kind.PEER) {
        throw e;
      }
      String failure = "%s in run %d (%s)".formatted(client.name(), run, e.getMessage());
      progress.accept("not measured: " + failure);
      failures.add(failure);
      return Optional.empty();
    }
  }

  /** One run of one client, whose copy must be whole afterwards. */
  Measurement measure(int run, Client client, Assignment assignment, CopyCheck.Extent before)
      throws InterruptedException {
    OptionalDouble serversBefore = servers.cpuSeconds();
    MeteredProcess.Usage usage = usage(client, assignment);
    OptionalDouble serversAfter = servers.cpuSeconds();
    OptionalDouble transfer =
        JavaProcess.answer(usage.output().lines()).stream()
            .mapToDouble(line -> Json.readAnswer(line, Transferred.class).seconds())
            .findFirst();
    OptionalDouble serverCpu =
        serversBefore.isPresent()
            ? OptionalDouble.of(serversAfter.getAsDouble() - serversBefore.getAsDouble())
            : OptionalDouble.empty();
    return Measurement.of(
        run,
        client.name(),
        CopyCheck.verify(client.name(), assignment, time).without(before),
        new Measurement.Used(usage, transfer, serverCpu));
  }

  /** Runs a client and looks at nothing else. */
  MeteredProcess.Usage usage(Client client, Assignment assignment) throws InterruptedException {
    return new MeteredProcess(time)
        .run(client.name(), client.process().apply(assignment), client.input().apply(assignment));
  }
}
