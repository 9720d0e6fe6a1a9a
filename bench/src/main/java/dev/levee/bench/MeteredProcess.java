package dev.levee.bench;

import dev.levee.sync.model.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a process to its end and looks at it every few milliseconds, for what it used is gone with
 * it: what it burns after the last look is not counted.
 */
public final class MeteredProcess {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int BYTES_PER_KIB = 1024;

  private final Time time;

  MeteredProcess(Time time) {
    this.time = time;
  }

  /**
   * What a process used.
   *
   * @param seconds from its start to its end
   * @param cpuSeconds of processors, its own and the kernel's for it
   * @param peakResidentBytes the most memory it had at a time; 0 where the system does not tell
   * @param output its standard output
   */
  record Usage(double seconds, double cpuSeconds, long peakResidentBytes, String output) {}

  /**
   * Runs it.
   *
   * @throws BenchException when it cannot be started or fails
   */
  Usage run(String name, ProcessBuilder builder, String input) throws InterruptedException {
    long start = time.nanoTime();
    Process process = started(name, builder);
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      double cpu = 0;
      long resident = 0;
      do {
        cpu = Math.max(cpu, cpuSeconds(process.toHandle()));
        resident = Math.max(resident, peakResidentBytes(process.pid()));
      } while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS));
      double seconds = (time.nanoTime() - start) / Transferred.NANOS_PER_SECOND;
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0) {
        throw new BenchException(name + " failed with exit code " + process.exitValue());
      }
      return new Usage(seconds, cpu, resident, output);
    } catch (IOException e) {
      throw new BenchException(name + " failed: " + e.getMessage(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process started(String name, ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new BenchException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** What a running process has burnt so far; 0 when it has ended. */
  static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L)
        / Transferred.NANOS_PER_SECOND;
  }

  /** The field {@code VmHWM} of proc(5). */
  public static long peakResidentBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      Optional<String> peak = lines.filter(line -> line.startsWith("VmHWM:")).findFirst();
      return peak.map(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
          .orElse(0L);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
