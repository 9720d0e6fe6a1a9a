package dev.levee.sync.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.TableMetadata;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenceCommitTest {
  private static final FenceCommit FENCE = new FenceCommit("lake", 4, Instant.ofEpochMilli(1000));

  private static FenceCommit.Before before(boolean timestamps, OptionalLong inCommitTimestamp) {
    Map<String, String> configuration =
        Map.of("delta.enableInCommitTimestamps", Boolean.toString(timestamps));
    TableMetadata metadata =
        new TableMetadata("id", Optional.empty(), configuration, List.of(), "{}");
    return new FenceCommit.Before(7, metadata.hasInCommitTimestamps(), inCommitTimestamp);
  }

  private static CommitInfo infoOf(byte[] fence) throws Exception {
    Commit commit = new CommitReader().read(8, new ByteArrayInputStream(fence));
    assertThat(commit.files()).isEmpty();
    assertThat(commit.warnings()).isEmpty();
    return commit.commitInfo().orElseThrow();
  }

  @Test
  void aFenceIsOneLineThatSaysWhoTookTheVersion() {
    byte[] fence = FENCE.after(before(false, OptionalLong.empty()));
    assertThat(new String(fence, UTF_8))
        .isEqualTo(
            "{\"commitInfo\":{\"timestamp\":1000,\"operation\":\"LEVEE FENCE\","
                + "\"operationParameters\":{\"group\":\"lake\",\"epoch\":\"4\"},"
                + "\"readVersion\":7,\"isolationLevel\":\"Serializable\",\"isBlindAppend\":true,"
                + "\"operationMetrics\":{},\"engineInfo\":\"Levee\","
                + "\"txnId\":\"levee-fence-lake-4.1000\"}}\n");
  }

  @ParameterizedTest
  @CsvSource({"998, 1000", "999, 1000", "1000, 1001", "5000, 5001"})
  void itsInCommitTimestampIsLaterThanTheOneBefore(long previous, long expected) throws Exception {
    CommitInfo info = infoOf(FENCE.after(before(true, OptionalLong.of(previous))));
    assertThat(info.inCommitTimestamp()).hasValue(expected);
    assertThat(info.timestamp()).hasValue(1000);
  }

  @Test
  void aTableWithoutAnInCommitTimestampYetBeginsWithTheRequests() throws Exception {
    assertThat(infoOf(FENCE.after(before(true, OptionalLong.empty()))).inCommitTimestamp())
        .hasValue(1000);
    assertThat(infoOf(FENCE.after(before(false, OptionalLong.of(5)))).inCommitTimestamp())
        .isEmpty();
  }

  private static CommitInfo named(Optional<String> transactionId) {
    return new CommitInfo(
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.of(FenceCommit.OPERATION),
        Optional.empty(),
        transactionId);
  }

  @Test
  void aFenceOfAnyEpochOfTheGroupIsKnown() throws Exception {
    CommitInfo written = infoOf(FENCE.after(before(false, OptionalLong.empty())));
    assertThat(FenceCommit.isOf("lake", written)).isTrue();
    assertThat(FenceCommit.isOf("lake", named(Optional.of("levee-fence-lake-12")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "levee-fence-lake-2-4.1000",
        "levee-fence-lakes-4.1000",
        "levee-fence-lake-",
        "levee-fence-lake-4.",
        "x-levee-fence-lake-4.1000",
        "levee-fence-lake-4.1000.1"
      })
  void otherCommitsAreNoFencesOfTheGroup(String transactionId) {
    assertThat(FenceCommit.isOf("lake", named(Optional.of(transactionId)))).isFalse();
    assertThat(FenceCommit.isOf("lake", named(Optional.empty()))).isFalse();
  }

  @Test
  void aGroupsNameIsNoPattern() {
    assertThat(FenceCommit.isOf("l.ke", named(Optional.of("levee-fence-lake-4.1000")))).isFalse();
  }

  @Test
  void aTableWhoseCommitsAskForMoreThanIsKnownIsNotFenced() {
    assertThat(FenceCommit.forbidden(Protocol.legacy(1, 2))).isEmpty();
    assertThat(FenceCommit.forbidden(new Protocol(3, 7, Set.of(), Set.of("catalogManaged"))))
        .contains("its commits are its catalog's");
    assertThat(FenceCommit.forbidden(Protocol.legacy(4, 7))).contains("unknown minReaderVersion 4");
    assertThat(FenceCommit.forbidden(new Protocol(1, 7, Set.of(), Set.of("telepathy"))))
        .contains("unknown writer features: [telepathy]");
  }
}
