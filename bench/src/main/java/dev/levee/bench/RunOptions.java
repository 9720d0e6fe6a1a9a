package dev.levee.bench;

import dev.levee.daemon.report.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Option(names = "--json", paramLabel = "FILE", description = "Also write everything there.")
  private Optional<Path> json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw a chart there.")
  private Optional<Path> svg;

  @Option(
      names = "--one-endpoint",
      description = "Both buckets are on one server, which copies between them by itself.")
  private boolean oneEndpoint;

  @Option(
      names = "--primary",
      paramLabel = "URL",
      description =
          "http://host:port/bucket to copy from, with PRIMARY_ACCESS_KEY and PRIMARY_SECRET_KEY in"
              + " the environment. Default: an embedded server.")
  private Optional<URI> primary;

  @Option(
      names = "--secondary",
      paramLabel = "URL",
      description = "The same to copy to, with SECONDARY_ACCESS_KEY and SECONDARY_SECRET_KEY.")
  private Optional<URI> secondary;

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "That requests to given stores are signed for.")
  private String region;

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

  void write(Report report) throws IOException {
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    if (json.isPresent()) {
      Files.writeString(json.get(), Json.pretty(report) + "\n");
    }
    if (svg.isPresent()) {
      Files.writeString(svg.get(), report.chart().svg());
    }
  }

  /**
   * The stores.
   *
   * @param prefix of all that is written to given ones
   */
  Servers servers(String prefix) {
    if (primary.isEmpty() && secondary.isEmpty()) {
      return oneEndpoint ? EmbeddedServers.oneEndpoint() : EmbeddedServers.start();
    }
    if (primary.isEmpty() || secondary.isEmpty()) {
      throw new BenchException("--primary and --secondary go together");
    }
    GivenServers given =
        new GivenServers(
            bucket(primary.get(), "PRIMARY"), bucket(secondary.get(), "SECONDARY"), prefix);
    if (given.areOneEndpoint() != oneEndpoint) {
      throw new BenchException(
          oneEndpoint
              ? "--one-endpoint is for two buckets of one server and one access key"
              : "two buckets of one server and one access key are measured with --one-endpoint");
    }
    return given;
  }

  private Bucket bucket(URI address, String side) {
    String path = Optional.ofNullable(address.getPath()).orElse("");
    if (address.getHost() == null || !path.matches("/[^/]+/?")) {
      throw new BenchException("a store is given as http://host:port/bucket, not " + address);
    }
    return new Bucket(
        address.resolve("/"),
        region,
        environment(side + "_ACCESS_KEY"),
        environment(side + "_SECRET_KEY"),
        path.replace("/", ""));
  }

  private static String environment(String name) {
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(() -> new BenchException("set " + name + " in the environment"));
  }
}
