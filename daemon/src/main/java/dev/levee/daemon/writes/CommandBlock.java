package dev.levee.daemon.writes;

import dev.levee.daemon.config.StopWrites;
import dev.levee.sync.engine.WriteBlock;
import dev.levee.sync.engine.WriteBlockException;
import dev.levee.sync.model.RegionName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command of the operator's, with {@code stop} or {@code lift}, the group and the region as
 * its last arguments; the same in the environment as {@code LEVEE_ACTION}, {@code LEVEE_GROUP} and
 * {@code LEVEE_REGION}. It has the daemon's own environment. Only exit code 0 within the time is
 * success. It may be called again with the same arguments.
 */
public final class CommandBlock implements WriteBlock {
  private static final int SHOWN_OUTPUT = 500;

  private final StopWrites.Command settings;
  private final String group;

  /** Stops the writers of one group. */
  public CommandBlock(StopWrites.Command settings, String group) {
    this.settings = settings;
    this.group = group;
  }

  @Override
  public void stop(RegionName region) {
    run("stop", region);
  }

  @Override
  public void lift(RegionName region) {
    run("lift", region);
  }

  @Override
  public String description() {
    return "command " + settings.command().get(0);
  }

  private void run(String action, RegionName region) {
    List<String> words = new ArrayList<>(settings.command());
    words.addAll(List.of(action, group, region.value()));
    try {
      Path output = Files.createTempFile("levee-stop-writes", ".log");
      try {
        run(words, action, region, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new WriteBlockException("%s cannot be run: %s".formatted(name(words), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WriteBlockException(name(words) + " was given up: the daemon stops");
    }
  }

  private void run(List<String> words, String action, RegionName region, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("LEVEE_ACTION", action);
    builder.environment().put("LEVEE_GROUP", group);
    builder.environment().put("LEVEE_REGION", region.value());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new WriteBlockException(
            "%s did not end within %d s%s"
                .formatted(name(words), settings.timeout().toSeconds(), said(output)));
      }
      if (process.exitValue() != 0) {
        throw new WriteBlockException(
            "%s ended with %d%s".formatted(name(words), process.exitValue(), said(output)));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String name(List<String> words) {
    return String.join(" ", words);
  }

  /** The end of what it printed, on one line. */
  private static String said(Path output) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - SHOWN_OUTPUT));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      String text = new String(tail, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
      return text.isEmpty() ? "" : ": " + text;
    }
  }
}
