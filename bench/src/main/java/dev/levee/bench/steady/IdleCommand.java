package dev.levee.bench.steady;

import dev.levee.bench.Report;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee bench idle}. */
@Command(
    name = "idle",
    mixinStandardHelpOptions = true,
    description = "Measures what it costs to look after many tables in which nothing happens.")
public final class IdleCommand extends ScenarioCommand {
  @Option(names = "--tables", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  private int tables;

  @Option(names = "--seconds", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--settle",
      defaultValue = "20m",
      converter = DurationConverter.class,
      description = "How long Levee may take to slow down. Default: ${DEFAULT-VALUE}.")
  private Duration settle;

  @Override
  Report measure(Setup setup) throws InterruptedException {
    return new IdleBenchmark(tables, Duration.ofSeconds(seconds), settle, setup).run();
  }
}
