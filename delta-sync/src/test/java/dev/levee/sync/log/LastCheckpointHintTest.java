package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.testing.SparkTables;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastCheckpointHintTest {
  private static LastCheckpointHint sparks(String table) {
    byte[] bytes = SparkTables.files(table).get("_delta_log/_last_checkpoint");
    return LastCheckpointHint.parse(bytes).orElseThrow();
  }

  @Test
  void sparksHintsAreRead() {
    assertThat(sparks("basic"))
        .isEqualTo(new LastCheckpointHint(10, OptionalInt.empty(), Optional.empty()));
    assertThat(sparks("multipart_checkpoint"))
        .isEqualTo(new LastCheckpointHint(15, OptionalInt.of(18), Optional.empty()));
    LastCheckpointHint v2 = sparks("v2_checkpoint_parquet");
    assertThat(v2.version()).isEqualTo(15);
    assertThat(LogFile.parse(v2.v2Path().orElseThrow())).isInstanceOf(LogFile.Checkpoint.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}",
        "[]",
        "7",
        "null",
        "{\"version\":-1}",
        "{\"version\":\"10\"}",
        "{\"version\":1.5}",
        "{\"version\":99999999999999999999}",
        "{\"version\":10}{}",
        "{\"version\":10,\"parts\":\"x\"}",
        "{\"version\":10,\"v2Checkpoint\":\"x\"}",
        "<html>"
      })
  void whatIsNoHintIsNone(String text) {
    assertThat(LastCheckpointHint.parse(text.getBytes(UTF_8))).isEmpty();
  }

  @Tag("slow")
  @Test
  void aHintOfManyMegabytesIsNotRead() {
    String text = "{\"version\":10,\"x\":\"" + "x".repeat(LastCheckpointHint.MAX_BYTES) + "\"}";
    assertThat(LastCheckpointHint.parse(text.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void onlyTheLayoutOfAHintMayChangeUnderItsChecksum() {
    String hint = "{\"version\":10,\"size\":3,\"checksum\":\"%s\"}";
    String checksum = md5("\"size\"=3,\"version\"=10");
    assertThat(parse(hint.formatted(checksum))).isPresent();
    assertThat(parse("{ \"size\": 3, \"checksum\": \"%s\", \"version\": 10 }".formatted(checksum)))
        .isPresent();
    assertThat(parse(hint.replace("10", "11").formatted(checksum))).isEmpty();
    assertThat(parse("{\"version\":10,\"size\":3,\"inner\":{\"checksum\":\"x\"}}")).isPresent();
    assertThat(parse("{\"version\":10,\"checksum\":7}")).isEmpty();
  }

  @Tag("slow")
  @Test
  void aHintUpToTheLimitIsRead() {
    String hint = "{\"version\":10}";
    assertThat(parse(hint + " ".repeat(LastCheckpointHint.MAX_BYTES - hint.length()))).isPresent();
    assertThat(parse("{\"version\":0}").orElseThrow().version()).isZero();
  }

  private static Optional<LastCheckpointHint> parse(String json) {
    return LastCheckpointHint.parse(json.getBytes(UTF_8));
  }

  private static String md5(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
