package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.testing.SparkTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionChecksumTest {
  private static final Protocol PROTOCOL = Protocol.legacy(1, 2);
  private static final TableMetadata METADATA =
      new TableMetadata("id", Optional.empty(), Map.of(), List.of(), "{}");

  private static Optional<VersionChecksum> parse(String json) {
    return VersionChecksum.parse(json.getBytes(UTF_8));
  }

  private static TableState state(long files, long bytes) {
    return new TableState(
        7, PROTOCOL, METADATA, new FileSum(files, bytes, 1, 2), Map.of(), Map.of());
  }

  @Test
  void sparksChecksumsAreRead() {
    byte[] json = SparkTables.files("basic").get("_delta_log/00000000000000000003.crc");
    VersionChecksum checksum = VersionChecksum.parse(json).orElseThrow();
    assertThat(checksum.files()).isPositive();
    assertThat(checksum.bytes()).isGreaterThan(checksum.files());
    assertThat(checksum.protocol()).isPresent();
    assertThat(checksum.metadata().orElseThrow().schemaString()).contains("struct");
  }

  @Test
  void onlyTheCountsAreNeeded() {
    assertThat(parse("{\"tableSizeBytes\":30,\"numFiles\":2}"))
        .contains(new VersionChecksum(30, 2, Optional.empty(), Optional.empty()));
    assertThat(parse("{\"tableSizeBytes\":0,\"numFiles\":0,\"numMetadata\":1,\"numProtocol\":1}"))
        .contains(new VersionChecksum(0, 0, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"tableSizeBytes\":30}",
        "{\"numFiles\":2}",
        "{\"tableSizeBytes\":-1,\"numFiles\":2}",
        "{\"tableSizeBytes\":30,\"numFiles\":-1}",
        "{\"tableSizeBytes\":\"30\",\"numFiles\":2}",
        "{\"tableSizeBytes\":30,\"numFiles\":2,\"numMetadata\":2}",
        "{\"tableSizeBytes\":30,\"numFiles\":2,\"numProtocol\":0,\"numMetadata\":1}",
        "{\"tableSizeBytes\":30,\"numFiles\":2,\"protocol\":{}}",
        "{\"tableSizeBytes\":30,\"numFiles\":2}{}"
      })
  void whatIsNoChecksumIsNone(String json) {
    assertThat(parse(json)).isEmpty();
  }

  @Tag("slow")
  @Test
  void aChecksumUpToTheLimitIsReadAndALargerOneIsNot() {
    String json = "{\"tableSizeBytes\":30,\"numFiles\":2}";
    String largest = json + " ".repeat(VersionChecksum.MAX_BYTES - json.length());
    assertThat(parse(largest)).isPresent();
    assertThat(parse(largest + " ")).isEmpty();
  }

  @Test
  void whatContradictsTheStateIsNamed() {
    VersionChecksum checksum =
        new VersionChecksum(30, 2, Optional.of(PROTOCOL), Optional.of(METADATA));
    assertThat(checksum.contradictionTo(state(2, 30))).isEmpty();
    assertThat(checksum.contradictionTo(state(3, 30)))
        .contains("live files: 3 by the commits, 2 here");
    assertThat(checksum.contradictionTo(state(2, 31)))
        .contains("bytes of live files: 31 by the commits, 30 here");
    assertThat(
            new VersionChecksum(30, 2, Optional.of(Protocol.legacy(2, 5)), Optional.empty())
                .contradictionTo(state(2, 30)))
        .hasValueSatisfying(text -> assertThat(text).startsWith("protocol: "));
    TableMetadata other = new TableMetadata("x", Optional.empty(), Map.of(), List.of(), "{}");
    assertThat(
            new VersionChecksum(30, 2, Optional.empty(), Optional.of(other))
                .contradictionTo(state(2, 30)))
        .contains("table id: id by the commits, x here");
  }
}
