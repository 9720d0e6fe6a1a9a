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

  @Test
  void aPathOfManyMegabytesIsTooLong() {
    String line = "{\"add\":{\"path\":\"" + "x".repeat(17 << 20) + "\"}}\n";
    CommitRejectedException e = rejected(READER, new ByteArrayInputStream(line.getBytes(UTF_8)));
    assertThat(e.reason()).isEqualTo(HoldReason.LINE_TOO_LONG);
  }

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
  @Test
  @Tag("own-process")
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
}
