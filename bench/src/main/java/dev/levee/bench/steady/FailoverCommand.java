package dev.levee.bench.steady;

import dev.levee.bench.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee bench failover}. */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    description = "Measures a forced failover of many tables, with the primary gone.")
public final class FailoverCommand extends ScenarioCommand {
  @Option(names = "--tables", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int tables;

  @Override
  Report measure(Setup setup) throws InterruptedException {
    return new FailoverBenchmark(tables, setup).run();
  }
}
