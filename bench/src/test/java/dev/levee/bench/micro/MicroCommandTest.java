package dev.levee.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmarks of single parts run, and are found where the build puts them. */
class MicroCommandTest {
  @Test
  void everyBenchmarkRuns(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("micro.json");

    int exit = new CommandLine(new MicroCommand()).execute("--quick", "--json=" + json);

    assertThat(exit).isZero();
    assertThat(Files.readString(json))
        .contains("CommitReading", "CommitPlanning", "LocationMapper", "Z85Decoding")
        .contains("CatalogComparison");
  }
}
