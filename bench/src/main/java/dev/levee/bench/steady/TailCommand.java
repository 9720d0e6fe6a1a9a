package dev.levee.bench.steady;

import dev.levee.bench.Report;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee bench tail}. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description =
        "Measures the lag of steady commits to many tables, and what a burst of commits to one"
            + " table does to that of the others.")
public final class TailCommand extends ScenarioCommand {
  private static final int QUIET_LOOKS = 200;

  @Option(names = "--tables", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
  private int tables;

  @Option(
      names = "--rate",
      defaultValue = "0.5",
      description = "Commits a second and table. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--files",
      defaultValue = "4",
      description = "Of each commit. Default: ${DEFAULT-VALUE}.")
  private int files;

  @Option(
      names = "--size",
      defaultValue = "64KiB",
      converter = SizeConverter.class,
      description = "Of each data file. Default: ${DEFAULT-VALUE}.")
  private Integer size;

  @Option(names = "--seconds", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds of the same before, which do not count. Default: ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(names = "--seed", defaultValue = "1", description = "Equal seeds, equal times.")
  private long seed;

  @Option(
      names = "--burst",
      arity = "0..1",
      fallbackValue = "500",
      defaultValue = "0",
      paramLabel = "COMMITS",
      description =
          "Also with so many commits at once to one table, in turn; without a number 500.")
  private int burst;

  @Option(names = "--runs", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Override
  Report measure(Setup setup) throws InterruptedException {
    return new TailBenchmark(
            new TailPlan(tables, rate, files, size, seconds, warmUp, QUIET_LOOKS, seed),
            burst > 0 ? OptionalInt.of(burst) : OptionalInt.empty(),
            runs,
            setup)
        .run();
  }
}
