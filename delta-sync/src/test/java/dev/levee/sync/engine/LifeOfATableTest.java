package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What happens to real tables: restored, replaced, converted, nested, managed by a catalog. */
class LifeOfATableTest {
  private static final String MANAGED =
      """
      {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["catalogManaged"],"writerFeatures":["catalogManaged","inCommitTimestamp"]}}
      {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{}","partitionColumns":[],"configuration":{}}}
      """;

  private final TwoRegions regions = TwoRegions.inMemory();
  private final SparkWriter primary = new SparkWriter(regions);

  @Test
  void aRestoreThatAddsOldFilesAgainIsReplicated() {
    HandMadeTable table =
        new HandMadeTable(regions.store(EAST), regions.table(EAST, "table"))
            .create()
            .add(1, "old", 10)
            .remove(2, "old");
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      table.commit(3, addOf("old", 10));
      daemon.await("restored", () -> daemon.table("table").secondaryVersion().orElse(-1) == 3);
      assertThat(daemon.table("table").hold()).isEmpty();
    }
    assertSameObjects("table");
  }

  @Test
  void aTableThatIsReplacedKeepsItsHistoryThoughItsIdChanges() {
    HandMadeTable table =
        new HandMadeTable(regions.store(EAST), regions.table(EAST, "table"))
            .create()
            .add(1, "old", 10);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    table.commit(
        2,
        """
        {"metaData":{"id":"another","format":{"provider":"parquet","options":{}},"schemaString":"{}","partitionColumns":[],"configuration":{}}}
        {"remove":{"path":"old","deletionTimestamp":1,"dataChange":true}}
        """);
    table.add(3, "new", 20);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold()).isEmpty();
      assertThat(daemon.table("table").secondaryVersion()).hasValue(3);
    }
    assertSameObjects("table");
  }

  @Test
  void aConvertedTableBringsItsOldFilesAndNothingThatItsLogDoesNotName() {
    new HandMadeTable(regions.store(EAST), regions.table(EAST, "table"))
        .file("day=1/0001_part_00.parquet", 10)
        .file("day=2/0001_part_00.parquet", 20)
        .file("day=2/_SUCCESS", 1)
        .commit(
            0,
            """
            {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
            {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{}","partitionColumns":["day"],"configuration":{}}}
            """
                + addOf("day=1/0001_part_00.parquet", 10)
                + addOf("day=2/0001_part_00.parquet", 20));
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold()).isEmpty();
    }
    assertThat(TwoRegions.objects(regions.store(WEST), regions.table(WEST, "table")).keySet())
        .containsExactlyInAnyOrder(
            "_delta_log/00000000000000000000.json",
            "day=1/0001_part_00.parquet",
            "day=2/0001_part_00.parquet");
  }

  private static String addOf(String path, int size) {
    return """
    {"add":{"path":"%s","partitionValues":{},"size":%d,"modificationTime":1,"dataChange":true}}
    """
        .formatted(path, size);
  }

  private void assertSameObjects(String table) {
    Map<String, byte[]> ours = TwoRegions.objects(regions.store(EAST), regions.table(EAST, table));
    Map<String, byte[]> theirs =
        TwoRegions.objects(regions.store(WEST), regions.table(WEST, table));
    assertThat(theirs.keySet()).isEqualTo(ours.keySet());
    ours.forEach((key, bytes) -> assertThat(theirs.get(key)).as(key).isEqualTo(bytes));
  }

  @Test
  void aTableWithinATableIsReplicatedToo() {
    primary.write("basic", "outer", 0, 16);
    primary.write("cdf", "outer/below/inner", 0, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.group().tables()).hasSize(2);
      assertThat(daemon.table("outer/below/inner").secondaryVersion()).hasValue(16);
      assertThat(daemon.group().events(0).toString()).contains("lies within the table");
    }
    primary.assertRowsAreEqual("outer", 16);
    primary.assertRowsAreEqual("outer/below/inner", 16);
  }

  @Test
  void ofATableThatACatalogManagesThePublishedCommitsAreReplicatedAndTheRestIsShown() {
    primary.put(primary.commit("managed", 0), MANAGED);
    Location staged =
        LogListing.folder(regions.table(EAST, "managed"))
            .resolve("_staged_commits/00000000000000000001.5f0e7c0a.json");
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("managed").hold()).isEmpty();
      assertThat(daemon.table("managed").possiblyUnreplicated()).isZero();
      primary.put(staged, "{\"commitInfo\":{}}\n");
      Instant written = regions.store(EAST).head(staged).orElseThrow().lastModified();
      daemon.await("shown", () -> daemon.table("managed").possiblyUnreplicated() == 1);
      assertThat(daemon.table("managed").secondaryVersion()).hasValue(0);
      assertThat(daemon.status().replicationPoint().orElseThrow()).isBeforeOrEqualTo(written);
      daemon.failover(WEST, FailoverType.PLANNED);
      daemon.await("given up", () -> daemon.status().problem().isPresent());
      assertThat(daemon.status().problem().orElseThrow())
          .contains("commits that its log does not show yet");
      assertThat(daemon.status().state()).isEqualTo(GroupState.ACTIVE);
      primary.put(primary.commit("managed", 1), "{\"commitInfo\":{}}\n");
      daemon.await("published", () -> daemon.table("managed").possiblyUnreplicated() == 0);
      daemon.await(
          "goes on", () -> daemon.status().replicationPoint().orElseThrow().isAfter(written));
    }
  }

  @Test
  void thatACatalogManagesATableIsNotForgottenByARestart() {
    primary.put(
        primary.commit("managed", 0),
        MANAGED.replace("\"{}\"", "\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\""));
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      primary.put(
          LogListing.folder(regions.table(EAST, "managed"))
              .resolve("_staged_commits/00000000000000000001.5f0e7c0a.json"),
          "{\"commitInfo\":{}}\n");
      Awaitility.await("seen at once, not at the next look at the whole log")
          .atMost(Duration.ofSeconds(5))
          .until(() -> daemon.table("managed").possiblyUnreplicated() == 1);
    }
  }

  @Test
  void aCommitThatDynamoDbMayHaveIsShownUntilTheLogHasIt() {
    primary.write("basic", "basic", 0, 5);
    primary.put(
        LogListing.folder(regions.table(EAST, "basic"))
            .resolve(".tmp/00000000000000000006.json.5f0e7c0a"),
        "{\"commitInfo\":{}}\n");
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("basic").possiblyUnreplicated()).isEqualTo(1);
      assertThat(daemon.table("basic").secondaryVersion()).hasValue(5);
      primary.put(primary.commit("basic", 6), "{\"commitInfo\":{}}\n");
      daemon.await("there", () -> daemon.table("basic").possiblyUnreplicated() == 0);
    }
  }
}
