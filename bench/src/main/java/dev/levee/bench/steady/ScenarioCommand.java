package dev.levee.bench.steady;

import dev.levee.bench.EmbeddedServers;
import dev.levee.bench.Report;
import dev.levee.bench.ReportOptions;
import dev.levee.bench.Servers;
import dev.levee.bench.StoreOptions;
import dev.levee.bench.running.LeveeProcess;
import dev.levee.daemon.config.Quantities;
import dev.levee.sync.model.SystemTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What all scenarios of a running Levee have in common on the command line. */
abstract class ScenarioCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--heap", description = "Of Levee, like 1g. Default: as its launcher starts it.")
  private Optional<String> heap;

  @Option(
      names = "--poll",
      converter = DurationConverter.class,
      description = "Levee's poll interval, like 1s. Default: Levee's own.")
  private Optional<Duration> poll;

  @Option(
      names = "--rpo",
      converter = DurationConverter.class,
      description = "Levee's target for the replication point, like 30s. Default: Levee's own.")
  private Optional<Duration> rpo;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "Of the plain client that writes and that Levee is compared with.")
  private int connections;

  @Mixin private ReportOptions reports;

  @Mixin private StoreOptions stores;

  /** Reads what the configuration reads too. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Quantities.duration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + "; write it like 500ms or 1s");
      }
    }
  }

  /** Reads what the configuration reads too. */
  static final class SizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        return Math.toIntExact(Quantities.bytes(text));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new TypeConversionException(e.getMessage() + "; write it like 64KiB");
      }
    }
  }

  /** The heap of the measured Levee where no other is asked for; the launcher's. */
  String defaultHeap() {
    return "1g";
  }

  /** Measures. */
  abstract Report measure(Setup setup) throws InterruptedException;

  @Override
  public Integer call() throws InterruptedException, IOException {
    // Or the JDK keeps five idle connections to a server only.
    System.setProperty("http.maxConnections", Integer.toString(connections + 2));
    String prefix = "levee-bench-" + UUID.randomUUID() + "/";
    Report report;
    try (Servers servers = servers(prefix)) {
      report =
          measure(
              new Setup(
                  servers,
                  replication -> LeveeProcess.start(replication, heap.orElse(defaultHeap())),
                  prefix,
                  poll,
                  rpo,
                  connections,
                  new SystemTime(),
                  line -> spec.commandLine().getErr().println(line)));
    }
    reports.write(report, spec.commandLine().getOut());
    return 0;
  }

  private Servers servers(String prefix) {
    return stores
        .given(prefix)
        .map(Servers.class::cast)
        .orElseGet(() -> EmbeddedServers.start(stores.folder()));
  }
}
