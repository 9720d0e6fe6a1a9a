package dev.levee.daemon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code levee}. */
@Command(
    name = "levee",
    description = "Keeps a second region ready for a lakehouse.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    footer = {
      "",
      "Start with:  levee quickstart",
      "then:        levee check --config config/local.yaml",
      "             levee run --config config/local.yaml",
      "             levee status"
    })
public final class Levee implements Runnable {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private Levee() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    ProcessStop stop = ProcessStop.install();
    Surroundings surroundings =
        new Surroundings(InstalledComponents.create(), Terminal.system(), stop, System::getenv);
    stop.exit(execute(surroundings, arguments));
  }

  /** Runs a command; its exit code is one of {@link ExitCode}. */
  public static int execute(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings).execute(arguments);
  }

  static CommandLine commandLine(Surroundings surroundings) {
    Levee levee = new Levee();
    CommandLine line =
        new CommandLine(levee)
            .addSubcommand(new QuickstartCommand(surroundings))
            .addSubcommand(new RunCommand(surroundings))
            .addSubcommand(new SyncCommand(surroundings))
            .addSubcommand(new CheckCommand(surroundings))
            .addSubcommand(new VerifyCommand(surroundings))
            .addSubcommand(new HistoryCommand(surroundings))
            .addSubcommand(new StatusCommand(surroundings))
            .addSubcommand(new TablesCommand(surroundings))
            .addSubcommand(new EventsCommand(surroundings))
            .addSubcommand(new LossesCommand(surroundings))
            .addSubcommand(QuarantineCommand.commandLine(surroundings))
            .addSubcommand(new SalvageCommand(surroundings))
            .addSubcommand(CatalogCommand.commandLine(surroundings))
            .addSubcommand(new DrillCommand(surroundings))
            .addSubcommand(new FailoverCommand(surroundings))
            .addSubcommand(new PauseCommand(surroundings))
            .addSubcommand(new ResumeCommand(surroundings))
            .addSubcommand(new DevS3Command(surroundings))
            .addSubcommand(new TrainCommand(surroundings));
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
    line.getCommandSpec().usageMessage().exitCodeList(ExitCode.documented());
    line.setOut(surroundings.terminal().out());
    line.setErr(surroundings.terminal().err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        new FaultReporter(surroundings.terminal(), () -> levee.verbose));
    return line;
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing command");
  }
}
