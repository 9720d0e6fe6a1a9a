package dev.levee.daemon.cli;

import dev.levee.daemon.quickstart.Quickstart;
import dev.levee.daemon.quickstart.QuickstartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code levee quickstart}. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description = {
      "Shows Levee on this machine alone: two embedded S3 stores, three Delta",
      "tables that are being written, and the daemon between them."
    })
final class QuickstartCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--tour",
      description = {
        "Go through the whole story unattended, failovers and all, and",
        "check every step. Takes about a minute."
      })
  private boolean tour;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "quickstart",
      description = "Each run has a folder in it. Default: ./${DEFAULT-VALUE}.")
  private Path folder;

  @Option(names = "--keep", description = "Leave the folders of earlier runs.")
  private boolean keep;

  @Option(names = "--no-color", description = "No colours; NO_COLOR works too.")
  private boolean noColor;

  QuickstartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = surroundings.terminal();
    String unwanted = surroundings.environment().apply("NO_COLOR");
    boolean color = !noColor && (unwanted == null || unwanted.isEmpty());
    Quickstart quickstart =
        new Quickstart(
            (config, variables, admin) ->
                DaemonInProcess.start(surroundings, config, variables, admin),
            surroundings.components().time(),
            new Quickstart.Screen(terminal.out(), terminal.person().isPresent(), color));
    try {
      if (tour) {
        quickstart.tour(folder, keep);
      } else {
        surroundings.stop().handle();
        quickstart.live(folder, keep, surroundings.stop()::asked);
      }
    } catch (QuickstartException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
    }
    return ExitCode.OK.code();
  }
}
