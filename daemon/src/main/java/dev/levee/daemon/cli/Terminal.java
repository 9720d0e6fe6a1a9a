package dev.levee.daemon.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where commands write, and whom they ask.
 *
 * @param out for answers
 * @param err for everything else
 * @param person who can be asked; empty where nobody sits at the terminal
 */
public record Terminal(PrintWriter out, PrintWriter err, Optional<Person> person) {
  /** Someone at a keyboard. */
  @FunctionalInterface
  public interface Person {
    /** The answer to a question; empty when the person has gone. */
    Optional<String> ask(String question);
  }

  /** The terminal of this process. */
  public static Terminal system() {
    return new Terminal(writer(System.out), writer(System.err), console());
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("SystemConsoleNull") // Both ways of saying that there is none are looked at.
  private static Optional<Person> console() {
    Console console = System.console();
    if (console == null || !isTerminal(console)) {
      return Optional.empty();
    }
    return Optional.of(question -> Optional.ofNullable(console.readLine("%s", question)));
  }

  /** Before Java 22 a console always is a terminal; since then it has to be asked. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
