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
 * {@code levee train}: what the launcher runs once, under {@code -XX:ArchiveClassesAtExit}, so that
 * later commands find their classes loaded and checked.
 */
@Command(
    name = "train",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Replicates a tiny table on this machine, for Java to archive its classes.")
final class TrainCommand implements Callable<Integer> {
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
      Surroundings silent =
          new Surroundings(
              surroundings.components(),
              new Terminal(nowhere(), surroundings.terminal().err(), Optional.empty()),
              surroundings.stop(),
              run.variables()::get);
      return Levee.execute(silent, "sync", "--timeout", "30s", "--config", run.config().toString());
    }
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(Writer.nullWriter());
  }
}
