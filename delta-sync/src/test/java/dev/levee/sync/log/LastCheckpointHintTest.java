package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.testing.SparkTables;
import java.util.Optional;
import java.util.OptionalInt;
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

  @Test
  void aHintOfManyMegabytesIsNotRead() {
    String text = "{\"version\":10,\"x\":\"" + "x".repeat(LastCheckpointHint.MAX_BYTES) + "\"}";
    assertThat(LastCheckpointHint.parse(text.getBytes(UTF_8))).isEmpty();
  }
}
