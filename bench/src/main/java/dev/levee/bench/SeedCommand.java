package dev.levee.bench;

import dev.levee.daemon.config.Quantities;
import dev.levee.daemon.report.Json;
import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code levee bench seed}. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description =
        "Measures the first copy of a table: Levee, the plainest client (the floor), and rclone"
            + " where it is on the PATH.")
final class SeedCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--objects", defaultValue = "6000", description = "Default: ${DEFAULT-VALUE}.")
  private int objects;

  @Option(
      names = "--size",
      defaultValue = "16KiB",
      converter = SizeConverter.class,
      description = "Of each data file. Default: ${DEFAULT-VALUE}.")
  private Integer size;

  @Option(names = "--commits", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int commits;

  @Option(names = "--seed", defaultValue = "1", description = "Equal seeds, equal bytes.")
  private long seed;

  @Option(names = "--runs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "Of each client. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(names = "--heap", defaultValue = "1g", description = "Of the clients in Java.")
  private String heap;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write everything there.")
  private Optional<Path> json;

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

  /** Reads what the configuration reads too. */
  static final class SizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        return Math.toIntExact(Quantities.bytes(text));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new TypeConversionException(e.getMessage() + "; write it like 16KiB");
      }
    }
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    String prefix = "levee-bench-" + UUID.randomUUID() + "/";
    SeedBenchmark benchmark =
        new SeedBenchmark(
            new SeedBenchmark.Plan(
                new Workload(objects, size, Math.min(commits, objects), seed),
                clients(),
                runs,
                connections,
                prefix),
            new SystemTime(),
            line -> spec.commandLine().getErr().println(line));
    SeedReport report;
    try (Servers servers = servers(prefix)) {
      report = benchmark.run(servers);
    }
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    if (json.isPresent()) {
      Files.writeString(json.get(), Json.pretty(report) + "\n");
    }
    return 0;
  }

  private Servers servers(String prefix) {
    if (primary.isEmpty() && secondary.isEmpty()) {
      return EmbeddedServers.start();
    }
    if (primary.isEmpty() || secondary.isEmpty()) {
      throw new BenchException("--primary and --secondary go together");
    }
    return new GivenServers(
        bucket(primary.get(), "PRIMARY"), bucket(secondary.get(), "SECONDARY"), prefix);
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

  private List<Client> clients() {
    List<Client> clients = new ArrayList<>(List.of(Client.levee(heap), Client.floor(heap)));
    onPath("rclone").map(Client::rclone).ifPresent(clients::add);
    return clients;
  }

  private static Optional<String> onPath(String program) {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
