package dev.levee.daemon.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The story that the README tells, as a process of its own. */
class TourTest {
  @TempDir Path folder;

  @Test
  @Timeout(value = 150, unit = TimeUnit.SECONDS)
  void theTourHoldsFromTheFirstReplicationToTheLossOfARegion()
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process tour =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.levee.daemon.cli.Levee",
                "quickstart",
                "--tour",
                "--dir",
                folder.resolve("runs").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(tour.waitFor(140, TimeUnit.SECONDS)).as("ends in time").isTrue();
      List<String> lines = Files.readAllLines(output);
      assertThat(tour.exitValue()).as(String.join("\n", lines)).isZero();
      assertThat(lines)
          .anyMatch(line -> line.startsWith("All steps hold."))
          .noneMatch(line -> line.contains("✗") || line.contains("\u001b"));
      assertThat(lines).filteredOn(line -> line.contains("same to both readers")).hasSize(6);
    } finally {
      tour.destroyForcibly();
    }
  }
}
