package dev.levee.bench.steady;

import dev.levee.bench.Report;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee bench commit}. */
@Command(
    name = "commit",
    mixinStandardHelpOptions = true,
    description = "Counts the requests for one new commit in a small and in a large table.")
public final class CommitCommand extends ScenarioCommand {
  @Option(
      names = "--files",
      defaultValue = "100000",
      description = "Of the large table. Default: ${DEFAULT-VALUE}.")
  private int files;

  @Option(
      names = "--small-files",
      defaultValue = "1000",
      description = "Of the small table. Default: ${DEFAULT-VALUE}.")
  private int smallFiles;

  @Option(
      names = "--new-files",
      defaultValue = "4",
      description = "Of the new commit. Default: ${DEFAULT-VALUE}.")
  private int newFiles;

  @Override
  Report measure(Setup setup) throws InterruptedException {
    List<Integer> sizes = Stream.of(smallFiles, files).distinct().toList();
    return new CommitBenchmark(sizes, newFiles, setup).run();
  }
}
