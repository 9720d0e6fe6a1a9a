package dev.levee.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Between which stores, against whom and how often is measured, and where the report goes. */
final class RunOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--runs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "Of each client. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(names = "--heap", defaultValue = "1g", description = "Of the clients in Java.")
  private String heap;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "PROGRAM",
      description =
          "Which have to be measured: rclone, aws, s5cmd, mc, hadoop; or none. Default: all that"
              + " are on the PATH.")
  private List<String> peers = List.of();

  @Mixin private ReportOptions report;

  @Mixin private StoreOptions stores;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw a chart there.")
  private Optional<Path> svg;

  @Option(
      names = "--one-endpoint",
      description = "Both buckets are on one server, which copies between them by itself.")
  private boolean oneEndpoint;

  int runs() {
    return runs;
  }

  String heap() {
    return heap;
  }

  /** Levee, the floor and the peers. */
  Plan plan(Workload workload, List<Client> own, Peers.Found found, String prefix) {
    List<Client> clients = new ArrayList<>(own);
    clients.addAll(found.clients());
    return new Plan(workload, clients, found, runs, connections, prefix);
  }

  Peers.Found peers(Servers servers, Peers.Use use) throws InterruptedException {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return new Peers(path).find(peers, servers, use);
  }

  void tell(String progress) {
    spec.commandLine().getErr().println(progress);
  }

  void write(ComparisonReport compared) throws IOException {
    report.write(compared, spec.commandLine().getOut());
    if (svg.isPresent()) {
      Files.writeString(svg.get(), compared.chart().svg());
    }
  }

  /**
   * The stores.
   *
   * @param prefix of all that is written to given ones
   */
  Servers servers(String prefix) {
    Optional<GivenServers> given = stores.given(prefix);
    if (given.isEmpty()) {
      return oneEndpoint
          ? EmbeddedServers.oneEndpoint(stores.folder())
          : EmbeddedServers.start(stores.folder());
    }
    if (given.get().areOneEndpoint() != oneEndpoint) {
      throw new BenchException(
          oneEndpoint
              ? "--one-endpoint is for two buckets of one server and one access key"
              : "two buckets of one server and one access key are measured with --one-endpoint");
    }
    return given.get();
  }
}
