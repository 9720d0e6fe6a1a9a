package dev.levee.bench.steady;

import dev.levee.bench.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee bench restart}. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = "Measures how a fresh process takes up tables that are replicated already.")
public final class RestartCommand extends ScenarioCommand {
  @Option(names = "--tables", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int tables;

  @Override
  Report measure(Setup setup) throws InterruptedException {
    return new RestartBenchmark(tables, setup).run();
  }
}
