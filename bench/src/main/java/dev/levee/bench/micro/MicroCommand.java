package dev.levee.bench.micro;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code levee bench micro}. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = "Measures single parts: reading commits, planning, mapping, Z85, catalog diffs.")
public final class MicroCommand implements Callable<Integer> {
  private static final TimeValue INSTANT = TimeValue.milliseconds(20);

  @Parameters(
      arity = "0..1",
      defaultValue = ".*",
      paramLabel = "REGEX",
      description = "Which, by name. Default: all.")
  private String benchmarks = ".*";

  @Option(
      names = "--quick",
      description = "Only show that they run: moments each, in this process.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write everything there.")
  private Optional<Path> json = Optional.empty();

  /** For the command line. */
  public MicroCommand() {}

  @Override
  public Integer call() throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(benchmarks).shouldFailOnError(true);
    if (quick) {
      options.forks(0).warmupIterations(0).measurementIterations(1).measurementTime(INSTANT);
    }
    if (json.isPresent()) {
      options.resultFormat(ResultFormatType.JSON).result(json.get().toString());
    }
    boolean ran = !new Runner(options.build()).run().isEmpty();
    return ran ? 0 : 1;
  }
}
