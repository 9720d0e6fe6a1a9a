package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.testing.TestingConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final Pattern PORT = Pattern.compile("admin port (http://127.0.0.1:\\d+)");

  @TempDir Path folder;

  @Test
  void itRunsUntilItIsAskedToEnd() {
    CommandFixture levee = new CommandFixture(folder);
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () -> levee.run("run", "--config", levee.config().toString()));

    Awaitility.await().until(levee.engine()::started);
    assertThat(exit).isNotDone();
    levee.stop().ask();
    assertThat(exit).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(0);
    assertThat(levee.engine().closed()).isTrue();
  }

  @Test
  void aTakenPortEndsItBeforeItReplicates() throws IOException {
    CommandFixture levee = new CommandFixture(folder);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestingConfig.write(folder, "admin: {listen: '127.0.0.1:" + taken.getLocalPort() + "'}");

      assertThat(levee.run("run", "--config", levee.config().toString())).isEqualTo(3);
    }
    assertThat(levee.err()).contains("is taken").doesNotContain("\tat ");
    assertThat(levee.engine().started()).isFalse();
    assertThat(levee.engine().closed()).isTrue();
  }

  @Test
  void theProcessEndsWithZeroOnSigterm() throws Exception {
    Path config = TestingConfig.write(folder);
    Path log = folder.resolve("log");
    Process process = start(log, "run", "--config", config.toString());
    try {
      String address =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> address(log), a -> !a.isEmpty());
      Process status = start(folder.resolve("status"), "status", "--admin", address);
      assertThat(status.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(status.exitValue()).isZero();
      assertThat(folder.resolve("status")).content().contains("lakehouse  ACTIVE  east");

      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(log)
          .content()
          .contains("replicates 1 failover group")
          .contains("lakehouse: data/sales/orders is readable in the secondary")
          .contains("stopped")
          .doesNotContain("Exception");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String address(Path log) throws IOException {
    Matcher port = PORT.matcher(Files.readString(log));
    return port.find() ? port.group(1) : "";
  }

  private static Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TestingLevee.class.getName()));
    command.addAll(List.of(arguments));
    Files.writeString(log, "");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
