package dev.levee.daemon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code levee catalog}: the durable replica of a metadata catalog. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Shows the durable catalog replica that a group keeps in its secondary region's store,"
            + " and rebuilds a catalog server from it. Needs no daemon, but for status.")
final class CatalogCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command with all of its own. */
  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new CatalogCommand())
        .addSubcommand(new CatalogStatusCommand(surroundings))
        .addSubcommand(new CatalogListCommand(surroundings))
        .addSubcommand(new CatalogShowCommand(surroundings))
        .addSubcommand(new CatalogExportCommand(surroundings))
        .addSubcommand(new CatalogDiffCommand(surroundings))
        .addSubcommand(new CatalogRestoreCommand(surroundings));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
  }
}
