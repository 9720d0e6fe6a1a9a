package dev.levee.daemon.cli;

import dev.levee.daemon.quickstart.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code levee train}: what the launcher runs once, under {@code -XX:DumpLoadedClassList}, so that
 * later commands find their classes loaded and checked.
 */
@Command(
    name = "train",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Replicates a tiny table on this machine, for Java to archive its classes.")
final class TrainCommand implements Callable<Integer> {
  /** The port for what is to be discarded (RFC 863), where nothing listens any more. */
  private static final String NOBODY = "http://127.0.0.1:9";

  private final Surroundings surroundings;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "An empty folder; it may be removed afterwards.")
  private Path folder;

  TrainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    try (TrainingRun run = TrainingRun.start(folder)) {
      String config = run.config().toString();
      Surroundings told = quiet(surroundings.terminal().err(), run);
      int replicated = Levee.execute(told, "sync", "--timeout", "30s", "--config", config);
      Surroundings silent = quiet(nowhere(), run);
      Levee.execute(silent, "sync", "--json", "--timeout", "30s", "--config", config);
      Levee.execute(silent, "status", "--json", "--admin", NOBODY);
      return replicated;
    }
  }

  private Surroundings quiet(PrintWriter err, TrainingRun run) {
    return new Surroundings(
        surroundings.components(),
        new Terminal(nowhere(), err, Optional.empty()),
        surroundings.stop(),
        run.variables()::get);
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(Writer.nullWriter());
  }
}
