package dev.levee.daemon.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code levee} in a virtual machine of its own, with its output in files. */
public final class LeveeProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("admin port (http://127.0.0.1:\\d+)");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;

  private LeveeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts a command; its output goes to new files in the folder. */
  public static LeveeProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, List.of("-cp", System.getProperty("java.class.path")), arguments);
  }

  /**
   * Starts a command; its output goes to new files in the folder.
   *
   * @param machine options of the virtual machine, the class path among them
   */
  public static LeveeProcess start(Path folder, List<String> machine, String... arguments)
      throws IOException {
    Path out = Files.createTempFile(folder, "out-", ".txt");
    Path err = Files.createTempFile(folder, "err-", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Starts are most of what these tests do.
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(machine);
    command.add("dev.levee.daemon.cli.Levee");
    command.addAll(List.of(arguments));
    return new LeveeProcess(
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start(),
        out,
        err);
  }

  /** What a command that ended by itself left. */
  record Ended(int exit, String out, String err) {}

  /** Runs a command to its end. */
  static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
    try (LeveeProcess process = start(folder, arguments)) {
      return new Ended(process.exit(), process.out(), process.err());
    }
  }

  /** Whether it still runs after this time. */
  public boolean runsFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Where its admin port is, once it has opened it. */
  public Optional<String> admin() {
    Matcher port = PORT.matcher(err());
    return port.find() ? Optional.of(port.group(1)) : Optional.empty();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGSTOP: it does nothing any more, and does not know. */
  public void suspend() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** SIGCONT. */
  public void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0 && process.isAlive()) {
      throw new IOException("kill " + name + " ended with " + exit);
    }
  }

  /** SIGTERM, and how it ends. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return exit();
  }

  /** Waits until it has ended. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs:\n" + err());
    }
    return process.exitValue();
  }

  String out() {
    return text(out);
  }

  public String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
