package dev.levee.bench;

import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code levee bench catalog}. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description =
        "Measures a catalog's first replication and cycles in which nothing has changed, against"
            + " the plainest reading of the same (the floor).")
final class CatalogCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--tables", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  private int tables;

  @Option(names = "--runs", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Mixin private ReportOptions reports;

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "A Unity Catalog server to fill and to replicate from, its token in SOURCE_TOKEN."
              + " Default: two stand-ins.")
  private Optional<URI> source;

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "The same to replicate to, its token in TARGET_TOKEN.")
  private Optional<URI> target;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (tables < 1 || runs < 1) {
      throw new BenchException("--tables and --runs are 1 or more");
    }
    CatalogBenchmark benchmark =
        new CatalogBenchmark(
            "levee_bench_" + UUID.randomUUID(),
            runs,
            new SystemTime(),
            line -> spec.commandLine().getErr().println(line));
    CatalogReport report;
    try (CatalogServers servers = servers()) {
      report = benchmark.run(servers, tables);
    }
    reports.write(report, spec.commandLine().getOut());
    return 0;
  }

  private CatalogServers servers() {
    if (source.isPresent() != target.isPresent()) {
      throw new BenchException("--source and --target go together");
    }
    return source.isEmpty()
        ? CatalogServers.start()
        : CatalogServers.given(
            settings(source.get(), "SOURCE_TOKEN"), settings(target.orElseThrow(), "TARGET_TOKEN"));
  }

  private static UnityCatalogSettings settings(URI server, String variable) {
    String token =
        Optional.ofNullable(System.getenv(variable))
            .orElseThrow(() -> new BenchException("set " + variable + " in the environment"));
    return UnityCatalogSettings.of(server, () -> token);
  }
}
