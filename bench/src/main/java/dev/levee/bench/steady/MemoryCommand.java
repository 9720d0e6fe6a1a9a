package dev.levee.bench.steady;

import dev.levee.bench.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee bench memory}. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "Measures the memory that a commit with very many files needs.")
public final class MemoryCommand extends ScenarioCommand {
  @Option(names = "--adds", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
  private int adds;

  @Option(
      names = "--statistics",
      defaultValue = "5000B",
      converter = SizeConverter.class,
      description = "Of each file, in its commit. Default: ${DEFAULT-VALUE}.")
  private Integer statistics;

  /** The target is one of a heap that is limited to this. */
  @Override
  String defaultHeap() {
    return "512m";
  }

  @Override
  Report measure(Setup setup) throws InterruptedException {
    return new MemoryBenchmark(adds, statistics, setup).run();
  }
}
