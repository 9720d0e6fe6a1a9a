package dev.levee.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.levee.daemon.report.Json;
import dev.levee.sync.model.SystemTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures are plausible; how large they are is no matter of a test. */
class SeedBenchmarkTest {
  private static final int OBJECTS = 60;
  private static final int OBJECT_BYTES = 4096;
  private static final int COMMITS = 6;

  @Test
  void everyClientCopiesTheWholeTableAndIsMeasured(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("seed.json");
    StringWriter out = new StringWriter();
    int exit =
        BenchCommand.execute(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            "seed",
            "--objects=" + OBJECTS,
            "--size=4KiB",
            "--commits=" + COMMITS,
            "--runs=1",
            "--connections=4",
            "--peers=none",
            "--json=" + json);

    assertThat(exit).isZero();
    TransferReport report = Json.readAnswer(Files.readString(json), TransferReport.class);
    assertThat(report.runs()).extracting(Measurement::client).contains("levee", "floor");
    assertThat(report.runs()).allSatisfy(SeedBenchmarkTest::assertPlausible);
    assertThat(report.medians()).hasSameSizeAs(report.runs());
    assertThat(out.toString()).contains("1 table of 60 objects of 4.0 KiB", "levee", "floor");
  }

  private static void assertPlausible(Measurement run) {
    assertThat(run.objects()).isEqualTo(OBJECTS + COMMITS);
    assertThat(run.bytes()).isBetween((long) OBJECTS * OBJECT_BYTES, 2L * OBJECTS * OBJECT_BYTES);
    assertThat(run.seconds()).isPositive();
    assertThat(run.objectsPerSecond() * run.seconds())
        .isCloseTo((double) run.objects(), within(0.01));
    assertThat(run.clientCpuSeconds()).isPositive();
    assertThat(run.serverCpuSeconds()).isNotEmpty();
    assertThat(run.ofFloor()).isNotEmpty();
    if (run.client().equals(Client.FLOOR_NAME)) {
      assertThat(run.ofFloor()).hasValue(1);
    }
    run.transferSeconds()
        .ifPresent(seconds -> assertThat(seconds).isPositive().isLessThan(run.seconds()));
  }

  private static SeedBenchmark benchmark(Client... clients) {
    Workload workload = Workload.plain(2, 1, 1, 1);
    return new SeedBenchmark(
        new Plan(workload, List.of(clients), Peers.Found.NOTHING, 1, 1, "bench/"),
        new SystemTime(),
        line -> {});
  }

  @Test
  void aPeerThatLeavesAnythingOutIsNotMeasured() throws Exception {
    Client idle = Client.peer("idle", assignment -> new ProcessBuilder("true"));
    try (EmbeddedServers servers = EmbeddedServers.start()) {
      TransferReport report = benchmark(idle).run(servers);
      assertThat(report.medians()).isEmpty();
      assertThat(report.notMeasured())
          .singleElement()
          .asString()
          .startsWith("idle in run 1 (idle left no whole copy");
    }
  }

  /** Of Levee nothing is passed over. */
  @Test
  void aLeveeThatLeavesAnythingOutEndsTheBenchmark() throws Exception {
    Client idle =
        new Client("levee", Client.Kind.LEVEE, assignment -> new ProcessBuilder("true"), any -> "");
    try (EmbeddedServers servers = EmbeddedServers.start()) {
      assertThatThrownBy(() -> benchmark(idle).run(servers))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining("levee left no whole copy");
    }
  }

  @Test
  void aPeerThatFailsIsNamedAndTheOthersGoOn() throws Exception {
    Client failing = Client.peer("failing", assignment -> new ProcessBuilder("false"));
    try (EmbeddedServers servers = EmbeddedServers.start()) {
      TransferReport report = benchmark(Client.floor("256m"), failing).run(servers);
      assertThat(report.medians()).extracting(Medians::client).containsExactly("floor");
      assertThat(report.notMeasured())
          .containsExactly("failing in run 1 (failing failed with exit code 1)");
    }
  }

  @Test
  void wrongStoresAreNamedWithoutAStackTrace() {
    StringWriter err = new StringWriter();
    int exit =
        BenchCommand.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "seed",
            "--primary=http://127.0.0.1:1/bucket");
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("--primary and --secondary go together");
  }
}
