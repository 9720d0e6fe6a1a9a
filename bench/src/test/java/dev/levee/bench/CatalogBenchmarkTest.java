package dev.levee.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.report.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The floor does what has to be done, and Levee asks for no more; how fast is no matter here. */
class CatalogBenchmarkTest {
  @Test
  void aCycleWithoutChangesMakesTheFloorsRequests(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("catalog.json");
    StringWriter out = new StringWriter();
    int exit =
        BenchCommand.execute(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            "catalog",
            "--tables=120",
            "--runs=1",
            "--json=" + json);

    assertThat(exit).isZero();
    List<CatalogReport.Phase> phases =
        Json.readAnswer(Files.readString(json), CatalogReport.class).phases();
    assertThat(phases)
        .extracting(CatalogReport.Phase::name)
        .containsExactly(
            CatalogBenchmark.FIRST, CatalogBenchmark.NO_CHANGE, CatalogBenchmark.FLOOR);
    assertThat(phases).allMatch(phase -> phase.seconds() > 0);
    assertThat(phases.get(1).sourceRequests()).isEqualTo(phases.get(2).sourceRequests());
    assertThat(phases.get(1).targetRequests()).hasValue(0);
    assertThat(out.toString()).contains("120 tables", "times the floor");
  }

  @Test
  void oneServerAloneIsRefused() {
    StringWriter err = new StringWriter();
    int exit =
        BenchCommand.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "catalog",
            "--source=http://127.0.0.1:1");
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("--source and --target go together");
  }
}
