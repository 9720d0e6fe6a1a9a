package dev.levee.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code levee verify} and {@code levee history} on two folders that {@code levee sync} filled. */
class VerifyCommandTest {
  @TempDir Path folder;
  private ReplicatedFolders folders;

  @BeforeEach
  void replicate() throws IOException {
    folders =
        new ReplicatedFolders(folder).with("basic", "deletion_vectors", "in_commit_timestamps");
    assertThat(folders.levee("sync")).as(folders.err()).isZero();
    folders.out();
  }

  private JsonNode json(int exit, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--json");
    assertThat(folders.levee(all.toArray(String[]::new))).as(folders.err()).isEqualTo(exit);
    return new ObjectMapper().readTree(folders.out());
  }

  private Path dataFile(String table) throws IOException {
    try (Stream<Path> files = Files.list(folders.table("west", table))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void equalTablesTakeALineEachThatSaysWhatWasChecked() {
    assertThat(folders.levee("verify")).isZero();
    assertThat(folders.out())
        .startsWith("lakehouse: east -> west, 3 tables: 3 equal\nTABLE ")
        .containsPattern("data/basic +equal +v\\d+ +\\d+ commits by bytes, \\d+ files by size\n");

    assertThat(folders.levee("verify", "--deep", "--rows", "--table", "data/basic")).isZero();
    assertThat(folders.out())
        .contains("1 table: 1 equal")
        .containsPattern("data/basic .* commits by bytes, \\d+ files by bytes, \\d+ rows\n");
  }

  @Test
  void aDifferenceIsNamedAndHasItsOwnExitCode() throws IOException {
    Path file = dataFile("basic");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThat(folders.levee("verify")).isZero();
    assertThat(folders.out()).contains("files by size");
    assertThat(folders.levee("verify", "--deep")).isEqualTo(7);
    assertThat(folders.out())
        .contains("3 tables: 2 equal, 1 DIFFERENT")
        .contains("data/basic: 1 finding")
        .contains("  FILE_BYTES  file:")
        .contains("    seen:     others from byte " + bytes.length / 2);
  }

  @Test
  void theAnswerInJsonHasStableNames() throws IOException {
    Files.delete(dataFile("basic"));
    JsonNode answer = json(7, "verify", "lakehouse");

    assertThat(answer.get("passed").asBoolean()).isFalse();
    JsonNode group = answer.at("/failover_groups/0");
    assertThat(names(group))
        .containsExactly("name", "effective_primary_region", "secondary_region", "tables");
    JsonNode table = group.at("/tables/0");
    assertThat(names(table))
        .containsExactly(
            "name",
            "outcome",
            "primary_root",
            "secondary_root",
            "version",
            "versions_behind",
            "finding_count",
            "findings",
            "unreadable_side",
            "problem",
            "checked");
    assertThat(table.get("outcome").asText()).isEqualTo("DIFFERENT");
    assertThat(names(table.at("/findings/0")))
        .containsExactly("kind", "object", "expected", "seen");
    assertThat(table.at("/findings/0/kind").asText()).isEqualTo("FILE_MISSING");
    assertThat(names(table.get("checked")))
        .containsExactly(
            "first_version",
            "commits",
            "commits_by_bytes",
            "commits_by_etag",
            "commits_gone_from_primary",
            "files",
            "files_missing",
            "files_by_size",
            "files_by_bytes",
            "files_by_etag",
            "bytes_compared",
            "files_gone_from_primary",
            "files_gone_from_both",
            "artefacts",
            "artefacts_rewritten",
            "rows");
    assertThat(table.at("/checked/files_missing").asLong()).isEqualTo(1);
    assertThat(group.at("/tables/1/outcome").asText()).isEqualTo("EQUAL");
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void withoutThePrimaryItSaysSoAndTheReplicaCanBeReadAlone() throws IOException {
    Files.move(folder.resolve("east/data/basic"), folder.resolve("gone"));
    assertThat(folders.levee("verify", "--table", "data/basic")).isEqualTo(3);
    assertThat(folders.out())
        .contains("data/basic: the primary cannot be read", "there is no Delta table at");

    assertThat(folders.levee("verify", "--replica-only", "--rows")).isZero();
    assertThat(folders.out())
        .contains("3 tables: 3 intact")
        .containsPattern("data/basic +intact +v\\d+ +\\d+ commits in the replica alone, .* rows\n");

    assertThat(folders.levee("verify", "--replica-only", "--deep")).isEqualTo(2);
    assertThat(folders.err()).contains("--deep compares bytes with the primary's");
  }

  @Test
  void aTableThatIsNotLiveYetIsTold() {
    folders.with("cdf");
    assertThat(folders.levee("verify")).isEqualTo(5);
    assertThat(folders.out()).contains("4 tables: 3 equal, 1 not live");
  }

  @Test
  void unknownGroupsAndTablesAreRefused() {
    assertThat(folders.levee("verify", "nowhere")).isEqualTo(2);
    assertThat(folders.err()).contains("there is no failover group 'nowhere'");
    assertThat(folders.levee("verify", "--table", "data/nothing")).isEqualTo(1);
    assertThat(folders.err()).contains("there is no table 'data/nothing'");
    assertThat(folders.levee("history", "data/nothing")).isEqualTo(1);
    assertThat(folders.levee("history", "data/")).isEqualTo(1);
  }

  @Test
  void historyShowsBothTimesAndWhatToDo() throws IOException {
    assertThat(folders.levee("history", "data/basic", "--limit", "3")).isZero();
    assertThat(folders.out())
        .startsWith("VERSION  OPERATION")
        .contains("SAME FOR READERS")
        .contains("delta.enableInCommitTimestamps");

    JsonNode history = json(0, "history", "data/in_commit_timestamps");
    assertThat(names(history)).containsExactly("name", "in_commit_timestamps", "commits");
    assertThat(history.get("in_commit_timestamps").asBoolean()).isTrue();
    JsonNode commit = history.at("/commits/0");
    assertThat(names(commit))
        .containsExactly(
            "version",
            "operation",
            "primary_time",
            "replica_time",
            "equal_for_readers",
            "in_commit");
    assertThat(commit.get("equal_for_readers").asBoolean()).isTrue();
  }
}
