package dev.levee.sync.log.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checkpoint that Levee makes stands in for all that was before it. */
class KernelCheckpointsTest {
  private static final Location ROOT = Location.parse("s3://bucket/table/");

  private final ObjectStore whole = new MemoryObjectStore("a", new SystemTime());
  private final ObjectStore bare = new MemoryObjectStore("b", new SystemTime());

  static List<String> tables() {
    return SparkTables.NAMES;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void readersSeeTheSameBehindIt(String table) {
    SparkTables.copy(table, whole, ROOT);
    LogListing log = LogListing.read(whole, ROOT);
    long head = log.newestCommit().orElseThrow();
    try (MadeCheckpoint made = make(head, UnaryOperator.identity())) {
      assertThat(LastCheckpointHint.parse(made.hint()).orElseThrow().version()).isEqualTo(head);
      putCheckpoint(made);
    }
    for (var file : SparkTables.files(table).entrySet()) {
      if (!file.getKey().startsWith("_delta_log/")) {
        put(ROOT.resolve(file.getKey()), file.getValue());
      }
    }
    Location commit = LogListing.commit(ROOT, head);
    put(commit, whole.open(commit).map(ObjectContent::readAll).orElseThrow());
    Snapshot expected = new KernelSnapshots(whole).read(ROOT, head);
    Snapshot found = new KernelSnapshots(bare).read(ROOT, head);
    assertThat(found.protocol()).isEqualTo(expected.protocol());
    assertThat(found.metadata()).isEqualTo(expected.metadata());
    assertThat(found.liveFiles()).containsExactlyInAnyOrderElementsOf(expected.liveFiles());
    if (!table.equals("vacuum")) {
      assertThat(KernelRows.summarize(bare, ROOT, OptionalLong.empty()))
          .isEqualTo(KernelRows.summarize(whole, ROOT, OptionalLong.empty()));
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyPathIsGivenAway(String table) {
    SparkTables.copy(table, whole, ROOT);
    long head = LogListing.read(whole, ROOT).newestCommit().orElseThrow();
    try (MadeCheckpoint made = make(head, path -> "s3://other/" + path)) {
      assertThat(Files.exists(made.file())).isTrue();
      putCheckpoint(made);
      made.close();
      assertThat(Files.exists(made.file())).isFalse();
    }
    Location commit = LogListing.commit(ROOT, head);
    put(commit, "{\"commitInfo\":{}}\n".getBytes(UTF_8));
    assertThat(new KernelSnapshots(bare).read(ROOT, head).liveFiles())
        .extracting(FileAction.Add::path)
        .isNotEmpty()
        .allMatch(path -> path.startsWith("s3://other/"));
  }

  /** Twelve files are removed up to version 5, one of them is added again in version 6. */
  @Test
  void tombstonesStayFromCheckpointToCheckpoint() {
    SparkTables.copy("deletion_vectors", whole, ROOT);
    for (long version = 6; version <= 17; version++) {
      whole.delete(LogListing.commit(ROOT, version));
    }
    MadeCheckpoint fifth = make(5, UnaryOperator.identity());
    assertThat(fifth.actions()).isEqualTo(4 + 12 + 2);
    Location there = ROOT.resolve("_delta_log/" + LogFile.checkpointName(5));
    assertThat(whole.createExclusive(new NewObject(there, fifth.body(), Map.of())))
        .isInstanceOf(CreateOutcome.Created.class);
    fifth.close();
    String removed =
        new String(
                whole.open(LogListing.commit(ROOT, 5)).map(ObjectContent::readAll).orElseThrow(),
                UTF_8)
            .lines()
            .filter(line -> line.startsWith("{\"remove\""))
            .findFirst()
            .orElseThrow();
    Location sixth = LogListing.commit(ROOT, 6);
    assertThat(
            whole.createExclusive(
                NewObject.of(
                    sixth,
                    removed
                        .replace("\"remove\"", "\"add\"")
                        .replace("deletionTimestamp", "modificationTime")
                        .getBytes(UTF_8))))
        .isInstanceOf(CreateOutcome.Created.class);
    try (MadeCheckpoint again = make(6, UnaryOperator.identity())) {
      assertThat(again.actions()).isEqualTo(5 + 11 + 2);
    }
  }

  private MadeCheckpoint make(long version, UnaryOperator<String> paths) {
    return new KernelCheckpoints(whole).make(ROOT, version, paths);
  }

  private void putCheckpoint(MadeCheckpoint made) {
    String name = "_delta_log/%020d.checkpoint.parquet".formatted(made.version());
    CreateOutcome outcome =
        bare.createExclusive(new NewObject(ROOT.resolve(name), made.body(), Map.of()));
    assertThat(outcome).isEqualTo(new CreateOutcome.Created(made.body().md5()));
  }

  private void put(Location location, byte[] bytes) {
    assertThat(bare.createExclusive(NewObject.of(location, bytes)))
        .isInstanceOf(CreateOutcome.Created.class);
  }
}
