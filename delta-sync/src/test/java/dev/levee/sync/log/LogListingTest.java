package dev.levee.sync.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.testing.HeldObjects;
import dev.levee.sync.testing.SparkTables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LogListingTest {
  private static final Location ROOT = Location.parse("memory://lake/t1/");
  private static final String UUID = "80a083e8-7026-4e79-81be-64bd76c43a11";

  private final HeldObjects store = new HeldObjects();

  private void put(String... names) {
    for (String name : names) {
      store.put(ROOT.resolve("_delta_log/" + name), "x".getBytes(UTF_8));
    }
  }

  private void putEmpty(String name) {
    store.put(ROOT.resolve("_delta_log/" + name), new byte[0]);
  }

  @Tag("slow")
  @ParameterizedTest
  @FieldSource("dev.levee.sync.testing.SparkTables#NAMES")
  void sparksLogsAreListedAsTheManifestSays(String name) {
    LogListing listing = LogListing.read(HeldObjects.withTable(name, ROOT), ROOT);
    TreeSet<Long> versions = new TreeSet<>(SparkTables.rows(name).keySet());
    assertThat(listing.commits().keySet()).isEqualTo(versions);
    assertThat(listing.checksums().keySet()).isEqualTo(versions);
    assertThat(listing.newestCommit()).hasValue(versions.last());
    assertThat(listing.lastContiguousFrom(versions.first())).isEqualTo(versions.last());
    assertThat(listing.lastCheckpoint()).isPresent();
    assertThat(listing.ambiguousName()).isEmpty();
    assertThat(listing.checkpoints()).isNotEmpty();
    assertThat(listing.isEmpty()).isFalse();
  }

  @Test
  void multiPartAndV2CheckpointsOfSparkAreComplete() {
    LogListing parts = LogListing.read(HeldObjects.withTable("multipart_checkpoint", ROOT), ROOT);
    assertThat(parts.checkpoints())
        .extracting(CheckpointFiles::version, CheckpointFiles::kind, c -> c.files().size())
        .containsExactly(
            tuple(5L, CheckpointKind.MULTI_PART, 7),
            tuple(10L, CheckpointKind.MULTI_PART, 11),
            tuple(15L, CheckpointKind.MULTI_PART, 18));
    assertThat(parts.checkpoints().get(2).files().get(17).location().name())
        .endsWith(".0000000018.0000000018.parquet");
    LogListing v2 = LogListing.read(HeldObjects.withTable("v2_checkpoint_parquet", ROOT), ROOT);
    assertThat(v2.checkpoints()).extracting(CheckpointFiles::version).containsExactly(5L, 10L, 15L);
  }

  @Test
  void aCheckpointWithAMissingOrEmptyPartIsNone() {
    put("00000000000000000005.checkpoint.0000000001.0000000003.parquet");
    put("00000000000000000005.checkpoint.0000000003.0000000003.parquet");
    put("00000000000000000005.checkpoint.0000000001.0000000002.parquet");
    putEmpty("00000000000000000005.checkpoint.0000000002.0000000002.parquet");
    putEmpty("00000000000000000006.checkpoint.parquet");
    putEmpty("00000000000000000006.crc");
    putEmpty("00000000000000000006.00000000000000000007.compacted.json");
    LogListing listing = LogListing.read(store, ROOT);
    assertThat(listing.checkpoints()).isEmpty();
    assertThat(listing.checksums()).isEmpty();
    assertThat(listing.compactions()).isEmpty();
  }

  @Test
  void partsOfTwoRunsAreTwoCheckpoints() {
    put("00000000000000000005.checkpoint.0000000001.0000000001.parquet");
    put("00000000000000000005.checkpoint.0000000001.0000000002.parquet");
    put("00000000000000000005.checkpoint.0000000002.0000000002.parquet");
    put("00000000000000000005.checkpoint.parquet");
    put("00000000000000000005.checkpoint." + UUID + ".json");
    put("00000000000000000004.checkpoint." + UUID + ".json");
    LogListing listing = LogListing.read(store, ROOT);
    assertThat(listing.checkpoints())
        .extracting(c -> c.version() + " " + c.kind() + " " + c.files().size())
        .containsExactly("4 V2 1", "5 CLASSIC 1", "5 MULTI_PART 1", "5 MULTI_PART 2", "5 V2 1");
  }

  @Test
  void anEmptyCommitIsListed() {
    putEmpty("00000000000000000000.json");
    assertThat(LogListing.read(store, ROOT).commits()).containsOnlyKeys(0L);
  }

  @Test
  void aGapEndsTheContiguousRun() {
    put("00000000000000000000.json", "00000000000000000002.json", "00000000001000000002.json");
    LogListing listing = LogListing.read(store, ROOT);
    assertThat(listing.lastContiguousFrom(0)).isEqualTo(0);
    assertThat(listing.lastContiguousFrom(1)).isEqualTo(0);
    assertThat(listing.lastContiguousFrom(2)).isEqualTo(2);
    assertThat(listing.newestCommit()).hasValue(1_000_000_002L);
  }

  @Test
  void aLateCheckpointOfTheFirstVersionAskedForIsSeen() {
    LongStream.range(0, 30).forEach(version -> put(LogFile.commitName(version)));
    put("00000000000000000010.checkpoint.parquet", "00000000000000000010.crc");
    put("00000000000000000009.checkpoint.parquet", "00000000000000000009.crc");
    put("00000000000000000009.00000000000000000012.compacted.json");
    put("00000000000000000010.00000000000000000012.compacted.json");
    put("_last_checkpoint");
    LogListing listing = LogListing.readFrom(store, ROOT, 10);
    assertThat(listing.commits().firstKey()).isEqualTo(10);
    assertThat(listing.commits().lastKey()).isEqualTo(29);
    assertThat(listing.checkpoints()).extracting(CheckpointFiles::version).containsExactly(10L);
    assertThat(listing.checksums()).containsOnlyKeys(10L);
    assertThat(listing.compactions()).extracting(CompactionFile::first).containsExactly(10L);
    assertThat(listing.lastCheckpoint()).isPresent();
  }

  @Test
  void whatLiesDeeperAndWhatIsNoLogFileIsIgnored() {
    put("_staged_commits/00000000000000000001." + UUID + ".json");
    put("_sidecars/00000000000000000001.checkpoint.0000000001.0000000001." + UUID + ".parquet");
    put(".tmp/00000000000000000003.json", "_last_vacuum_info");
    putEmpty("");
    store.put(ROOT.resolve("_delta_log2/00000000000000000000.json"), new byte[1]);
    store.put(ROOT.resolve("inner/_delta_log/00000000000000000000.json"), new byte[1]);
    assertThat(LogListing.read(store, ROOT).isEmpty()).isTrue();
  }

  @Test
  void anAmbiguousNameIsTold() {
    put("00000000000000000001.json", "1.json");
    assertThat(LogListing.read(store, ROOT).ambiguousName()).contains("1.json");
  }

  @Test
  void theOrderOfAStoreThatDoesNotSortMakesNoDifference() {
    LogListingCollector collector = new LogListingCollector(2);
    for (long version : new long[] {3, 1, 2}) {
      Location location = LogListing.commit(ROOT, version);
      collector.add(location.name(), new ObjectEntry(location, attributes()));
    }
    LogListing listing = collector.listing();
    assertThat(listing.commits()).containsOnlyKeys(2L, 3L);
    assertThat(listing.lastContiguousFrom(2)).isEqualTo(3);
  }

  @Test
  void aCheckpointHasFilesAndNoneIsEmpty() {
    Location location = ROOT.resolve("_delta_log/00000000000000000005.checkpoint.parquet");
    ObjectEntry empty =
        new ObjectEntry(location, new ObjectAttributes(0, "e", Instant.EPOCH, Map.of()));
    ObjectEntry full = new ObjectEntry(location, attributes());
    assertThatThrownBy(() -> new CheckpointFiles(5, CheckpointKind.CLASSIC, List.of()))
        .hasMessage("no complete checkpoint of version 5");
    assertThatThrownBy(
            () -> new CheckpointFiles(5, CheckpointKind.MULTI_PART, List.of(full, empty)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CompactionFile(5, 4, full))
        .hasMessageStartingWith("a compaction ends before it begins: ");
    assertThat(new CompactionFile(5, 5, full).last()).isEqualTo(5);
  }

  @Test
  void anythingOfALogMakesItNotEmpty() {
    assertThat(LogListing.read(store, ROOT).isEmpty()).isTrue();
    for (String name :
        List.of(
            "00000000000000000005.json",
            "00000000000000000005.checkpoint.parquet",
            "00000000000000000005.crc",
            "00000000000000000005.00000000000000000006.compacted.json",
            "_last_checkpoint",
            "5.json")) {
      HeldObjects one = new HeldObjects();
      one.put(ROOT.resolve("_delta_log/" + name), "x".getBytes(UTF_8));
      assertThat(LogListing.read(one, ROOT).isEmpty()).as(name).isFalse();
    }
  }

  @Test
  void foldersAreNamedAndNotEntered() {
    MemoryObjectStore folders = new MemoryObjectStore("lake", new SystemTime());
    for (String name : List.of("_sidecars/a.parquet", "_staged_commits/b.json")) {
      var unused =
          folders.createExclusive(NewObject.of(ROOT.resolve("_delta_log/" + name), new byte[1]));
    }
    assertThat(LogListing.read(folders, ROOT).folders())
        .containsExactlyInAnyOrder("_sidecars/", "_staged_commits/");
  }

  private static ObjectAttributes attributes() {
    return new ObjectAttributes(1, "e", Instant.EPOCH, Map.of());
  }
}
