package dev.levee.daemon.cli;

import dev.levee.daemon.admin.AdminPortException;
import dev.levee.daemon.config.ConfigException;
import dev.levee.daemon.report.Wording;
import dev.levee.daemon.stableurl.StableUrlException;
import dev.levee.sync.store.StoreException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into a line for people and an exit code for scripts. */
final class FaultReporter implements IExecutionExceptionHandler {
  private final Terminal terminal;
  private final BooleanSupplier verbose;

  FaultReporter(Terminal terminal, BooleanSupplier verbose) {
    this.terminal = terminal;
    this.verbose = verbose;
  }

  @Override
  public int handleExecutionException(
      Exception fault, CommandLine commandLine, ParseResult parseResult) {
    ExitCode exit = exit(fault);
    if (fault instanceof ConfigException config) {
      config.problems().forEach(problem -> terminal.err().println(problem));
      terminal.err().println(Wording.count(config.problems().size(), "problem") + " found");
    } else {
      terminal.err().println("levee: " + Wording.printable(message(fault)));
    }
    if (verbose.getAsBoolean()) {
      fault.printStackTrace(terminal.err());
    }
    return exit.code();
  }

  private static ExitCode exit(Exception fault) {
    if (fault instanceof CommandFailure failure) {
      return failure.exit();
    }
    if (fault instanceof ConfigException) {
      return ExitCode.USAGE;
    }
    return fault instanceof AdminPortException
            || fault instanceof StableUrlException
            || fault instanceof StoreException
        ? ExitCode.PREFLIGHT
        : ExitCode.FAILED;
  }

  private static String message(Exception fault) {
    if (fault instanceof CommandFailure
        || fault instanceof AdminPortException
        || fault instanceof StableUrlException
        || fault instanceof StoreException) {
      return fault.getMessage();
    }
    return "something unforeseen happened: " + fault + "; --verbose shows where";
  }
}
