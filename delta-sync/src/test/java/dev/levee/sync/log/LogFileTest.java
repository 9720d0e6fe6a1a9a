package dev.levee.sync.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {
  private static final String UUID = "80a083e8-7026-4e79-81be-64bd76c43a11";

  @Test
  void aCommitHasTwentyDigits() {
    assertThat(LogFile.parse("00000000000000000007.json")).isEqualTo(new LogFile.Commit(7));
    assertThat(LogFile.parse("09223372036854775807.json"))
        .isEqualTo(new LogFile.Commit(Long.MAX_VALUE));
    assertThat(LogFile.commitName(7)).isEqualTo("00000000000000000007.json");
    assertThatThrownBy(() -> LogFile.commitName(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void checkpointsHaveThreeNamingSchemes() {
    assertThat(LogFile.parse("00000000000000000010.checkpoint.parquet"))
        .isEqualTo(new LogFile.Checkpoint(10, CheckpointKind.CLASSIC, 1, 1, ""));
    assertThat(LogFile.parse("00000000000000000010.checkpoint.0000000002.0000000003.parquet"))
        .isEqualTo(new LogFile.Checkpoint(10, CheckpointKind.MULTI_PART, 2, 3, ""));
    assertThat(LogFile.parse("00000000000000000010.checkpoint.0000000001.0000000001.parquet"))
        .isEqualTo(new LogFile.Checkpoint(10, CheckpointKind.MULTI_PART, 1, 1, ""));
    assertThat(LogFile.parse("00000000000000000010.checkpoint.2147483647.2147483647.parquet"))
        .isInstanceOf(LogFile.Checkpoint.class);
    assertThat(LogFile.parse("00000000000000000010.checkpoint.2147483647.2147483648.parquet"))
        .isInstanceOf(LogFile.Other.class);
    assertThat(LogFile.parse("00000000000000000010.checkpoint." + UUID + ".json"))
        .isEqualTo(new LogFile.Checkpoint(10, CheckpointKind.V2, 1, 1, UUID));
    assertThat(LogFile.parse("00000000000000000010.checkpoint." + UUID + ".parquet"))
        .isEqualTo(new LogFile.Checkpoint(10, CheckpointKind.V2, 1, 1, UUID));
  }

  @Test
  void theOtherFilesOfTheProtocolAreKnown() {
    assertThat(LogFile.parse("00000000000000000007.crc")).isEqualTo(new LogFile.Checksum(7));
    assertThat(LogFile.parse("00000000000000000004.00000000000000000006.compacted.json"))
        .isEqualTo(new LogFile.Compaction(4, 6));
    assertThat(LogFile.parse(LogFile.checksumName(7))).isEqualTo(new LogFile.Checksum(7));
    assertThat(LogFile.parse("00000000000000000004.00000000000000000004.compacted.json"))
        .isEqualTo(new LogFile.Compaction(4, 4));
    assertThat(LogFile.parse("_last_checkpoint")).isEqualTo(new LogFile.LastCheckpoint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.json",
        "0.json",
        "000000000000000000010.json",
        "0000000000000000010.json",
        "99999999999999999999.json",
        "09223372036854775808.json",
        "123456789012345678901234567890.json"
      })
  void digitsOfAnotherNumberAreAmbiguous(String name) {
    assertThat(LogFile.parse(name)).isEqualTo(new LogFile.Ambiguous(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x10.json",
        "-1.json",
        "00000000000000000007.json.bak",
        "00000000000000000007.json.tmp",
        ".00000000000000000007.json.crc",
        "00000000000000000007.JSON",
        "00000000000000000007",
        "00000000000000000007.",
        " 00000000000000000007.json",
        "00000000000000000007.json\n",
        "\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0667.json",
        "00000000000000000007." + UUID + ".json",
        "_commit_" + UUID + ".json.tmp",
        "_last_vacuum_info",
        "_staged_commits",
        "_delta_log_$folder$",
        "00000000000000000010.checkpoint.json",
        "00000000000000000010.checkpoint.not-a-uuid.json",
        "00000000000000000010.checkpoint." + UUID + ".json.tmp",
        "00000000000000000010.checkpoint.1.3.parquet",
        "00000000000000000010.checkpoint.0000000000.0000000003.parquet",
        "00000000000000000010.checkpoint.0000000004.0000000003.parquet",
        "00000000000000000010.checkpoint.0000000001.9999999999.parquet",
        "10.checkpoint.parquet",
        "99999999999999999999.checkpoint.parquet",
        "99999999999999999999.crc",
        "00000000000000000006.00000000000000000004.compacted.json",
        "00000000000000000004.99999999999999999999.compacted.json",
        "4.6.compacted.json"
      })
  void everythingElseIsIgnored(String name) {
    assertThat(LogFile.parse(name)).isEqualTo(new LogFile.Other(name));
  }
}
