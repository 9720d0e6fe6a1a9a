package dev.levee.daemon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code levee quarantine}: what lost a fork, and where it is kept. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Shows the commits of old primaries that nobody had replicated, and that were put aside when"
            + " those came back. Needs no daemon and changes nothing.")
final class QuarantineCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command with both of its own. */
  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new QuarantineListCommand(surroundings))
        .addSubcommand(new QuarantineShowCommand(surroundings));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
  }
}
