package dev.levee.bench;

import dev.levee.bench.micro.MicroCommand;
import dev.levee.bench.steady.CommitCommand;
import dev.levee.bench.steady.FailoverCommand;
import dev.levee.bench.steady.IdleCommand;
import dev.levee.bench.steady.MemoryCommand;
import dev.levee.bench.steady.RestartCommand;
import dev.levee.bench.steady.TailCommand;
import dev.levee.daemon.logging.LogbackProvider;
import dev.levee.sync.store.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code levee bench}. */
@Command(
    name = "levee bench",
    mixinStandardHelpOptions = true,
    description = "Measures Levee on this machine.",
    synopsisSubcommandLabel = "BENCHMARK",
    subcommands = {
      SeedCommand.class,
      CatchupCommand.class,
      NoChangeCommand.class,
      TailCommand.class,
      IdleCommand.class,
      RestartCommand.class,
      FailoverCommand.class,
      MemoryCommand.class,
      CommitCommand.class,
      CatalogCommand.class,
      MicroCommand.class
    })
public final class BenchCommand implements Runnable {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  private BenchCommand() {}

  /** Runs a benchmark and ends the process: 0 when it was measured, 1 when not, 2 on wrong use. */
  public static void main(String[] arguments) {
    LogbackProvider.select();
    // Or the JDK keeps five idle connections to a server only, while workloads are written.
    System.setProperty("http.maxConnections", "64");
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof BenchException || failure instanceof StoreException) {
            command.getErr().println("levee bench: " + failure.getMessage());
            return FAILED;
          }
          throw failure;
        });
    return line.execute(arguments);
  }

  /** Without a benchmark: what there is. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing benchmark");
  }
}
