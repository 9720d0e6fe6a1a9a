package dev.levee.daemon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.daemon.logging.LogbackProvider;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
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
  /** By their names, in the order in which they are listed. */
  private static final Map<String, Function<Surroundings, Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("quickstart", QuickstartCommand::new);
    COMMANDS.put("run", RunCommand::new);
    COMMANDS.put("sync", SyncCommand::new);
    COMMANDS.put("check", CheckCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
    COMMANDS.put("history", HistoryCommand::new);
    COMMANDS.put("status", StatusCommand::new);
    COMMANDS.put("tables", TablesCommand::new);
    COMMANDS.put("events", EventsCommand::new);
    COMMANDS.put("losses", LossesCommand::new);
    COMMANDS.put("quarantine", QuarantineCommand::commandLine);
    COMMANDS.put("salvage", SalvageCommand::new);
    COMMANDS.put("catalog", CatalogCommand::commandLine);
    COMMANDS.put("drill", DrillCommand::new);
    COMMANDS.put("failover", FailoverCommand::new);
    COMMANDS.put("pause", PauseCommand::new);
    COMMANDS.put("resume", ResumeCommand::new);
    COMMANDS.put("dev-s3", DevS3Command::new);
    COMMANDS.put("train", TrainCommand::new);
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private Levee() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    LogbackProvider.select();
    prepareJson();
    ProcessStop stop = ProcessStop.install();
    Surroundings surroundings =
        new Surroundings(InstalledComponents.create(), Terminal.system(), stop, System::getenv);
    stop.exit(execute(surroundings, arguments));
  }

  /**
   * With its first mapper, Jackson has Java set up calendars and languages. That takes as long as
   * to read a configuration, and is done meanwhile.
   */
  private static void prepareJson() {
    Thread thread = new Thread(ObjectMapper::new, "levee-json");
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs a command; its exit code is one of {@link ExitCode}. */
  public static int execute(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings, named(arguments)).execute(arguments);
  }

  /**
   * The command that is named, or all where none is: to describe them all takes longer than most
   * commands do.
   */
  private static Collection<Function<Surroundings, Object>> named(String... arguments) {
    return Stream.of(arguments)
        .filter(word -> !word.startsWith("-"))
        .findFirst()
        .map(COMMANDS::get)
        .<Collection<Function<Surroundings, Object>>>map(List::of)
        .orElse(COMMANDS.values());
  }

  private static CommandLine commandLine(
      Surroundings surroundings, Collection<Function<Surroundings, Object>> commands) {
    // Or it opens every jar in search of Groovy.
    System.setProperty("picocli.disable.closures", "true");
    Levee levee = new Levee();
    CommandLine line = new CommandLine(levee);
    commands.forEach(command -> line.addSubcommand(command.apply(surroundings)));
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
