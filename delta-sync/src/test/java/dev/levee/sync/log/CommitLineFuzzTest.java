package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.testing.BadInputs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of a commit are, it is rejected or read as everyone else reads it. */
class CommitLineFuzzTest {
  private static final Set<String> FILE_ACTIONS = Set.of("add", "remove", "cdc");
  private static final ObjectMapper TREES = new ObjectMapper();

  static Stream<byte[]> commits() {
    return BadInputs.commits();
  }

  @MethodSource("commits")
  @FuzzTest(maxDuration = "5s")
  void anAcceptedCommitNamesTheFilesThatATreeOfItNames(byte[] bytes) throws IOException {
    if (bytes == null) {
      return;
    }
    Commit commit;
    try {
      commit = new CommitReader(1 << 20).read(7, new ByteArrayInputStream(bytes));
    } catch (CommitRejectedException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
      return;
    }
    Set<String> named = new TreeSet<>();
    commit.files().forEach(file -> named.add(file.path()));
    assertThat(named).isEqualTo(namedByTrees(bytes));
  }

  private static Set<String> namedByTrees(byte[] bytes) throws IOException {
    Set<String> named = new TreeSet<>();
    for (String line : new String(bytes, UTF_8).split("\n", -1)) {
      if (!line.isBlank()) {
        for (Map.Entry<String, JsonNode> action : TREES.readTree(line).properties()) {
          if (FILE_ACTIONS.contains(action.getKey()) && !action.getValue().isNull()) {
            named.add(action.getValue().get("path").textValue());
          }
        }
      }
    }
    return named;
  }
}
