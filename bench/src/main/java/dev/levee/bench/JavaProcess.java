package dev.levee.bench;

import dev.levee.daemon.logging.LogbackProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts classes of this program in a virtual machine of their own. */
public final class JavaProcess {
  /** The system property with further options for all that is started. */
  static final String OPTIONS = "levee.bench.java.options";

  /** The system properties with the launcher's options for a command of Levee, one a line. */
  private static final String OF_COMMAND = "levee.bench.options.";

  private JavaProcess() {}

  /** The same Java and class path as here; errors go where ours go. */
  public static ProcessBuilder of(Class<?> main, String heap, String... arguments) {
    return of(main, heap, List.of(), arguments);
  }

  /** The same with Java's options that users have in a command of Levee's. */
  public static ProcessBuilder like(String command, Class<?> main, String heap) {
    return of(main, heap, System.getProperty(OF_COMMAND + command, "").lines().toList());
  }

  private static ProcessBuilder of(
      Class<?> main, String heap, List<String> ofCommand, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+ExitOnOutOfMemoryError");
    LogbackProvider.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(ofCommand);
    String options = System.getProperty(OPTIONS, "");
    if (!options.isBlank()) {
      command.addAll(List.of(options.strip().split(" +", -1)));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    process.environment().putIfAbsent("LEVEE_LOG", "WARN");
    return process;
  }

  /** What such a class answers: the first line of JSON. The virtual machine may speak before. */
  public static Optional<String> answer(Stream<String> output) {
    return output.filter(line -> line.startsWith("{")).findFirst();
  }
}
