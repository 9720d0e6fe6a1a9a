package dev.levee.sync.rewrite;

import static dev.levee.sync.rewrite.PathTransformTest.EAST;
import static dev.levee.sync.rewrite.PathTransformTest.WEST;
import static dev.levee.sync.rewrite.PathTransformTest.mapping;
import static dev.levee.sync.rewrite.PathTransformTest.mappings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.testing.SparkTables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTransformTest {
  private static final PathTransform PATHS =
      PathTransform.between(
          mappings(
              mapping("lake", "s3://east-bucket/my lake/", "s3://west/l/"),
              mapping("raw", "s3://east-bucket/raw/", "s3://west/a%longer prefix/of/it/")),
          EAST,
          WEST);

  private final CommitTransform forwards = new CommitTransform(PATHS);
  private final CommitTransform backwards = new CommitTransform(PATHS.inverse());

  private static byte[] apply(CommitTransform transform, byte[] commit)
      throws NotRewritableException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int unused = transform.apply(() -> new ByteArrayInputStream(commit), out);
    return out.toByteArray();
  }

  private String apply(String commit) throws NotRewritableException, IOException {
    return new String(apply(forwards, commit.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void replacesPrefixesAndNothingElse() throws Exception {
    String commit =
        """
        {"commitInfo":{"operationParameters":{"source":"s3://east-bucket/raw/t"}}}

          { "add" : {"stats":"{\\"path\\":\\"s3://east-bucket/raw/x\\"}", "path" : "s3a://east-bucket/my%20lake/\\u00e9\\/x" } }\r
        {"remove":{"deletionVector":{"pathOrInlineDv":"s3://east-bucket/raw/dv.bin","storageType":"p","sizeInBytes":1,"cardinality":1},"path":"part-0"}}
        {"cdc":{"path":"s3://east-bucket/raw/c","tags":{"path":"s3://east-bucket/raw/t"}}}
        {"add":{"path":"s3://else/x","deletionVector":{"storageType":"u","pathOrInlineDv":"s3://east-bucket/raw/"}}}""";
    assertThat(apply(commit))
        .isEqualTo(
            commit
                .replace("\"path\" : \"s3a://east-bucket/my%20lake/", "\"path\" : \"s3a://west/l/")
                .replace(
                    "Dv\":\"s3://east-bucket/raw/dv.bin",
                    "Dv\":\"s3://west/a%25longer%20prefix/of/it/dv.bin")
                .replace(
                    "{\"path\":\"s3://east-bucket/raw/c",
                    "{\"path\":\"s3://west/a%25longer%20prefix/of/it/c"));
  }

  @Test
  void refusesPrefixesThatWouldComeBackSpelledInAnotherWay() {
    assertThatThrownBy(() -> apply("{\"add\":{\"path\":\"s3:\\/\\/east-bucket\\/raw\\/x\"}}"))
        .isInstanceOf(NotRewritableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "deletion_vectors", "cdf", "special_partitions"})
  void commitsWithoutAbsolutePathsStayAsTheyAre(String table) throws Exception {
    for (var file : SparkTables.files(table).entrySet()) {
      if (file.getKey().matches("_delta_log/\\d+\\.json")) {
        assertThat(apply(forwards, file.getValue())).isEqualTo(file.getValue());
      }
    }
  }

  /** Line lengths up to some buffers, so that offsets are right across their borders. */
  @Test
  void theInverseGivesTheFirstBytesAgain() throws Exception {
    for (long seed = 1; seed <= 400; seed++) {
      RandomCommit random = new RandomCommit(seed);
      byte[] commit = random.text().getBytes(UTF_8);
      byte[] rewritten = apply(forwards, commit);
      assertThat(new String(rewritten, UTF_8)).as("seed %d", seed).isEqualTo(random.rewritten());
      assertThat(apply(backwards, rewritten)).as("seed %d", seed).isEqualTo(commit);
      assertReadable(rewritten, seed);
    }
  }

  private static void assertReadable(byte[] commit, long seed) throws IOException {
    try {
      var unused = new CommitReader().read(1, new ByteArrayInputStream(commit));
    } catch (CommitRejectedException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
