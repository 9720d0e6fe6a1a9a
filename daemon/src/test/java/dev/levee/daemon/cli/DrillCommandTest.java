package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levee drill} on two folders that {@code levee sync} filled. */
class DrillCommandTest {
  @TempDir Path folder;
  private ReplicatedFolders folders;

  @BeforeEach
  void replicate() throws IOException {
    folders = new ReplicatedFolders(folder).with("basic", "deletion_vectors");
    assertThat(folders.levee("sync")).as(folders.err()).isZero();
    folders.out();
  }

  private List<Path> kept(String extension) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("west/_levee/lakehouse/drills"))) {
      return files.filter(file -> file.toString().endsWith(extension)).toList();
    }
  }

  @Test
  void everyReplicaIsReadAndTheReportIsKept() throws Exception {
    assertThat(folders.levee("drill", "lakehouse", "--signed-off-by", "Ada <L>")).isZero();
    String out = folders.out();
    assertThat(out)
        .containsPattern("data/basic +v16 +\\d+ +\\d+\\.\\d s +read\n")
        .containsPattern(
            "PASSED: 2 tables read, \\d+ rows; all of them can be read without east\\.\n")
        .containsPattern("a forced failover to west would take \\d+\\.\\d s \\(");
    byte[] json = Files.readAllBytes(kept(".json").get(0));
    JsonNode report = new ObjectMapper().readTree(json);
    assertThat(report.get("passed").asBoolean()).isTrue();
    assertThat(report.get("signed_off_by").asText()).isEqualTo("Ada <L>");
    assertThat(report.at("/tables/0/unfenced").isNull()).isTrue();
    assertThat(report.get("replication_point").isNull()).isFalse();
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    assertThat(Files.readString(kept(".html").get(0), StandardCharsets.UTF_8))
        .contains("Ada &lt;L&gt;", digest, "data/deletion_vectors")
        .doesNotContain("<L>");
  }

  @Test
  void thePrimaryIsNotAskedForAnything() throws IOException {
    Files.move(folder.resolve("east"), folder.resolve("lost"));
    assertThat(folders.levee("drill", "lakehouse")).as(folders.err()).isZero();
    assertThat(folder.resolve("east")).doesNotExist();
  }

  @Test
  void nothingButTheReportIsWritten() throws IOException {
    List<Path> before = tables();
    assertThat(folders.levee("drill", "lakehouse", "--in", "west", "--json")).isZero();
    assertThat(tables()).isEqualTo(before);
    assertThat(new ObjectMapper().readTree(folders.out()).get("target_region").asText())
        .isEqualTo("west");
  }

  private List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("west/data"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void aReplicaThatCannotBeReadFailsTheDrill() throws IOException {
    try (Stream<Path> files = Files.list(folders.table("west", "basic"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
    assertThat(folders.levee("drill", "lakehouse")).isEqualTo(7);
    assertThat(folders.out()).contains("FAILED: 1 table read", "1 table cannot be read");
    JsonNode report = new ObjectMapper().readTree(Files.readAllBytes(kept(".json").get(0)));
    assertThat(report.get("passed").asBoolean()).isFalse();
  }

  @Test
  void aDrillInThePrimaryOrWithoutAReplicaIsRefused() {
    assertThat(folders.levee("drill", "lakehouse", "--in", "east")).isEqualTo(6);
    assertThat(folders.err()).contains("east is the primary of group 'lakehouse' now");
    assertThat(folders.levee("drill", "lakehouse", "--in", "north")).isEqualTo(2);
    assertThat(folders.levee("drill", "other")).isEqualTo(2);
  }
}
