package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.levee.sync.model.HoldReason;
import dev.levee.sync.testing.SparkTables;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitReaderTest {
  private static final CommitReader READER = new CommitReader();

  private static Commit read(String text) throws CommitRejectedException, IOException {
    return READER.read(3, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static CommitRejectedException rejected(CommitReader reader, InputStream bytes) {
    return catchThrowableOfType(CommitRejectedException.class, () -> reader.read(3, bytes));
  }

  @Test
  void everyActionIsRead() throws Exception {
    Commit commit =
        read(
            """
            {"commitInfo":{"timestamp":5,"inCommitTimestamp":6,"operation":"WRITE","engineInfo":"e","txnId":"t"}}
            {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["a"],"writerFeatures":["a","b"]}}
            {"metaData":{"id":"i","name":"n","format":{"provider":"parquet"},"schemaString":"{}","partitionColumns":["p","q"],"configuration":{"k":"v"},"createdTime":1}}
            {"txn":{"appId":"x","version":1}}
            {"domainMetadata":{"domain":"d","configuration":"","removed":false}}
            {"add":{"path":"p=1/a%20b","partitionValues":{"p":"1"},"size":9,"modificationTime":1,"dataChange":false,"stats":"{}","deletionVector":{"storageType":"u","pathOrInlineDv":"x","offset":1,"sizeInBytes":2,"cardinality":3}}}
            {"remove":{"path":"r","deletionTimestamp":1,"dataChange":true,"deletionVector":{"storageType":"i","pathOrInlineDv":"y","sizeInBytes":2,"cardinality":3}}}
            {"cdc":{"path":"_change_data/c","partitionValues":{},"size":7,"dataChange":false}}
            """);
    assertThat(commit)
        .isEqualTo(
            new Commit(
                3,
                Optional.of(new Protocol(3, 7, Set.of("a"), Set.of("a", "b"))),
                Optional.of(
                    new TableMetadata(
                        "i", Optional.of("n"), Map.of("k", "v"), List.of("p", "q"), "{}")),
                Optional.of(
                    new CommitInfo(
                        OptionalLong.of(5),
                        OptionalLong.of(6),
                        Optional.of("WRITE"),
                        Optional.of("e"),
                        Optional.of("t"))),
                List.of(
                    new FileAction.Add(
                        "p=1/a%20b",
                        OptionalLong.of(9),
                        false,
                        Optional.of(new DeletionVector("u", "x", OptionalInt.of(1), 2, 3))),
                    new FileAction.Remove(
                        "r", Optional.of(new DeletionVector("i", "y", OptionalInt.empty(), 2, 3))),
                    new FileAction.Change("_change_data/c", OptionalLong.of(7))),
                List.of(),
                Set.of()));
  }

  /** A torn write can end anywhere; only at the end of a line can it pass for a whole commit. */
  @Tag("slow")
  @Test
  void aCommitCutAtAnyByteIsTruncatedUnlessItsLinesAreWhole() throws Exception {
    byte[] whole =
        SparkTables.files("deletion_vectors").get("_delta_log/00000000000000000009.json");
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      boolean linesAreWhole = cut[length - 1] == '\n' || whole[length] == '\n';
      CommitRejectedException e = rejected(READER, new ByteArrayInputStream(cut));
      assertThat(e == null).as("cut after %d bytes: %s", length, e).isEqualTo(linesAreWhole);
      if (e != null) {
        assertThat(e.reason())
            .as("cut after %d bytes", length)
            .isEqualTo(HoldReason.COMMIT_TRUNCATED);
      }
    }
  }

  /** No single changed byte may make the reader fail in another way than by rejecting. */
  @Tag("slow")
  @Test
  void aCommitWithAnyByteChangedIsReadOrRejected() throws Exception {
    byte[] whole =
        SparkTables.files("special_partitions").get("_delta_log/00000000000000000003.json");
    for (int i = 0; i < whole.length; i++) {
      for (int value : new int[] {0, '"', '{', '}', '\\', '\n', 0x80, 0xC3, 0xFF}) {
        byte[] changed = whole.clone();
        changed[i] = (byte) value;
        CommitRejectedException e = rejected(READER, new ByteArrayInputStream(changed));
        if (e != null) {
          assertThat(e.getMessage()).startsWith("line ").doesNotContain("\n");
        }
      }
    }
  }

  @Test
  void howTheBytesArriveMakesNoDifference() throws Exception {
    byte[] bytes = SparkTables.files("cdf").get("_delta_log/00000000000000000004.json");
    Commit atOnce = READER.read(4, new ByteArrayInputStream(bytes));
    Commit oneByOne =
        READER.read(
            4,
            new FilterInputStream(new ByteArrayInputStream(bytes)) {
              @Override
              public int read(byte[] target, int from, int length) throws IOException {
                return super.read(target, from, Math.min(length, 1));
              }
            });
    assertThat(oneByOne).isEqualTo(atOnce);
    assertThat(atOnce.files()).hasSizeGreaterThan(3);
  }

  @Test
  void aBrokenStreamIsNotTheCommitsFault() {
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream("{\"add\":{\"pa".getBytes(UTF_8))) {
          @Override
          public int read(byte[] target, int from, int length) throws IOException {
            int count = super.read(target, from, length);
            if (count < 0) {
              throw new IOException("connection reset");
            }
            return count;
          }
        };
    assertThatThrownBy(() -> READER.read(3, broken))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void aLineUpToTheLimitIsReadAndALongerOneIsNot() throws Exception {
    String line = "{\"add\":{\"path\":\"a\",\"stats\":\"" + "x".repeat(100_000) + "\"}}";
    byte[] bytes = (line + "\r\n" + "{}\n").getBytes(UTF_8);
    CommitReader exact = new CommitReader(line.length() + 1);
    assertThat(exact.read(3, new ByteArrayInputStream(bytes)).files()).hasSize(1);
    CommitRejectedException e =
        rejected(new CommitReader(line.length()), new ByteArrayInputStream(bytes));
    assertThat(e.reason()).isEqualTo(HoldReason.LINE_TOO_LONG);
    assertThat(e).hasMessageContaining("line 1").hasMessageContaining(line.length() + " bytes");
  }

  @Tag("slow")
  @Test
  void aPathOfManyMegabytesIsTooLong() {
    String line = "{\"add\":{\"path\":\"" + "x".repeat(17 << 20) + "\"}}\n";
    CommitRejectedException e = rejected(READER, new ByteArrayInputStream(line.getBytes(UTF_8)));
    assertThat(e.reason()).isEqualTo(HoldReason.LINE_TOO_LONG);
  }

  @Tag("slow")
  @Test
  void unknownActionsWithoutEndAreCountedNotKept() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      text.append("{\"action").append(i).append("\":{}}\n");
    }
    Commit commit = read(text.toString());
    assertThat(commit.unknownActions()).hasSize(100);
    assertThat(commit.warnings()).hasSize(101).last().asString().contains("9900 times");
  }

  /**
   * 100,000 adds with 5 KB of statistics each are half a gigabyte. They are read in a process that
   * has a tenth of it.
   */
  @Tag("slow")
  @Test
  void aCommitOfHalfAGigabyteIsReadInLittleMemory() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx56m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LargeCommit.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("100000 files of 512000000 bytes");
  }

  @Test
  void whatAnActionLeavesOutIsEmptyAndItChangesData() throws Exception {
    Commit commit =
        read(
            """
            {"add":{"path":"a","deletionVector":null,"size":null}}
            {"add":{"path":"b","size":0,"dataChange":true}}
            {"remove":{"path":"c"}}
            {"cdc":{"path":"d"}}
            {"metaData":{"id":"i"}}
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            """);
    assertThat(commit.files())
        .containsExactly(
            new FileAction.Add("a", OptionalLong.empty(), true, Optional.empty()),
            new FileAction.Add("b", OptionalLong.of(0), true, Optional.empty()),
            new FileAction.Remove("c", Optional.empty()),
            new FileAction.Change("d", OptionalLong.empty()));
    assertThat(commit.metadata())
        .contains(new TableMetadata("i", Optional.empty(), Map.of(), List.of(), ""));
    assertThat(commit.protocol()).contains(Protocol.legacy(1, 2));
    assertThat(commit.commitInfo()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"add":{"size":1}} | add.path is missing
          {"remove":{"size":1}} | remove.path is missing
          {"cdc":{"size":1}} | cdc.path is missing
          {"add":{"path":"a","size":-1}} | add.size is negative: -1
          {"add":{"path":"a","size":"1"}} | add.size has a value of the wrong type: VALUE_STRING
          {"add":{"path":"a","dataChange":1}} | add.dataChange has a value of the wrong type: VALUE_NUMBER_INT
          {"add":{"path":"a","deletionVector":{}}} | add.deletionVector.storageType is missing
          {"add":{"path":"a","deletionVector":{"storageType":"u"}}} | add.deletionVector.pathOrInlineDv is missing
          {"add":{"path":"a","deletionVector":{"storageType":"u","pathOrInlineDv":"x"}}} | add.deletionVector.sizeInBytes is missing
          {"add":{"path":"a","deletionVector":{"storageType":"u","pathOrInlineDv":"x","sizeInBytes":1}}} | add.deletionVector.cardinality is missing
          {"add":{"path":"a","deletionVector":{"sizeInBytes":-1}}} | add.deletionVector.sizeInBytes is negative: -1
          {"add":{"path":"a","deletionVector":{"offset":-1}}} | add.deletionVector.offset is negative: -1
          {"add":{"path":"a","deletionVector":{"cardinality":-1}}} | add.deletionVector.cardinality is negative: -1
          {"metaData":{"id":"i","configuration":{"k":1}}} | metaData.configuration.k has a value of the wrong type: VALUE_NUMBER_INT
          """)
  void aRejectionNamesTheFieldAndWhatIsWrongWithIt(String line, String problem) {
    CommitRejectedException e =
        rejected(READER, new ByteArrayInputStream((line + "\n").getBytes(UTF_8)));
    assertThat(e.reason()).isEqualTo(HoldReason.COMMIT_MALFORMED);
    assertThat(e.getMessage()).matches("line 1, byte \\d+: .*").endsWith(": " + problem);
  }

  @Test
  void aRejectionNamesTheByte() {
    String good = "{\"cdc\":{\"path\":\"é\"}}\n";
    byte[] bytes = (good + "{\"add\":\1}\n").getBytes(UTF_8);
    CommitRejectedException control = rejected(READER, new ByteArrayInputStream(bytes));
    assertThat(control.getMessage()).startsWith("line 2, byte ").doesNotContain("\1");
    bytes = (good + "{\"a\":\"x\0\"}\n").getBytes(UTF_8);
    CommitRejectedException zero = rejected(READER, new ByteArrayInputStream(bytes));
    assertThat(zero).hasMessage("line 2, byte 29: a byte is zero");
    bytes = (good + "{\"a\":\"x\\ud83dy\"}\n").getBytes(UTF_8);
    CommitRejectedException half = rejected(READER, new ByteArrayInputStream(bytes));
    assertThat(half).hasMessage("line 2, byte 35: a text has half of a surrogate pair");
  }

  @Test
  void ofSeveralTheLastTableIsInForceAndTheFirstProvenance() throws Exception {
    Commit commit =
        read(
            """
            {"commitInfo":{"operation":"A"}}
            {"commitInfo":{"operation":"B"}}
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            {"protocol":{"minReaderVersion":2,"minWriterVersion":5}}
            {"metaData":{"id":"a"}}
            {"metaData":{"id":"b"}}
            {"metaData":{"id":"c"}}
            """);
    assertThat(commit.commitInfo().orElseThrow().operation()).contains("A");
    assertThat(commit.protocol()).contains(Protocol.legacy(2, 5));
    assertThat(commit.metadata().orElseThrow().id()).isEqualTo("c");
    assertThat(commit.warnings())
        .containsExactly(
            "more than one protocol action (line 4)",
            "more than one metaData action (2 times, first in line 6)");
  }

  @Test
  void provenanceOfOtherTypesIsPassedOver() throws Exception {
    Commit commit =
        read(
            """
            {"commitInfo":{"timestamp":99999999999999999999,"inCommitTimestamp":1.5,"operation":7,"engineInfo":{"a":[1]},"txnId":[]}}
            """);
    assertThat(commit.commitInfo())
        .contains(
            new CommitInfo(
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void theNameOfAnUnknownActionIsShownShortAndOnOneLine() throws Exception {
    String sixty = "x".repeat(60);
    Commit commit = read("{\"%s\":{}}\n{\"%sy\":1}\n{\"a\\tb\":[{}]}\n".formatted(sixty, sixty));
    assertThat(commit.unknownActions()).containsExactlyInAnyOrder(sixty, sixty + "…", "a\tb");
    assertThat(commit.warnings())
        .containsExactly(
            "unknown action '" + sixty + "' (line 1)",
            "unknown action '" + sixty + "…' (line 2)",
            "unknown action 'a?b' (line 3)");
  }

  @Test
  void aLineHasAtLeastOneByte() {
    assertThatThrownBy(() -> new CommitReader(0)).hasMessage("a line has at least one byte: 0");
    assertThat(rejected(new CommitReader(1), new ByteArrayInputStream(new byte[] {'{', '}'})))
        .hasMessageContaining("the line has more than 1 bytes");
  }
}
