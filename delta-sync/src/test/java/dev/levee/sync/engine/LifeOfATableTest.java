package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.ReplicationSettings.OnRecreated;
import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.SparkTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What happens to real tables: cleaned, dropped, created again, nested, managed by a catalog. */
class LifeOfATableTest {
  private static final String MANAGED =
      """
      {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["catalogManaged"],"writerFeatures":["catalogManaged","inCommitTimestamp"]}}
      {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{}","partitionColumns":[],"configuration":{}}}
      """;

  private final TwoRegions regions = TwoRegions.inMemory();

  private Location commit(String table, long version) {
    return LogListing.commit(regions.table(EAST, table), version);
  }

  private void put(Location location, String text) {
    var unused = regions.store(EAST).createExclusive(NewObject.of(location, text.getBytes(UTF_8)));
  }

  /** Writes what the log of a Spark table has between two versions, and all of its files. */
  private void write(String spark, String table, long first, long last) {
    SparkTables.files(spark)
        .forEach(
            (key, bytes) -> {
              String name = key.substring(key.lastIndexOf('/') + 1);
              boolean versioned = key.startsWith("_delta_log/") && name.matches("\\d{20}\\..*");
              long version = versioned ? Long.parseLong(name.substring(0, 20)) : first;
              if (version >= first && version <= last && !name.startsWith("_last")) {
                var unused =
                    regions
                        .store(EAST)
                        .createExclusive(
                            NewObject.of(regions.table(EAST, table).resolve(key), bytes));
              }
            });
  }

  private static void removeAll(ObjectStore store, Location prefix) {
    TwoRegions.objects(store, prefix).keySet().forEach(key -> store.delete(prefix.resolve(key)));
  }

  private void assertRowsAreEqual(String table, long at) {
    OptionalLong version = OptionalLong.of(at);
    assertThat(KernelRows.summarize(regions.store(WEST), regions.table(WEST, table), version))
        .isEqualTo(KernelRows.summarize(regions.store(EAST), regions.table(EAST, table), version));
  }

  @Test
  void aLogCleanupThatOvertakesTheTailIsPassedByFromACheckpoint() {
    write("basic", "basic", 0, 5);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    write("basic", "basic", 10, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("basic").hold()).isEmpty();
      assertThat(daemon.table("basic").secondaryVersion()).hasValue(16);
      assertThat(daemon.group().events(0).toString())
          .contains("versions 6 to 9 were removed from the primary before they were replicated");
      assertRowsAreEqual("basic", 10);
      assertRowsAreEqual("basic", 16);
      assertRowsAreEqual("basic", 5);
    }
    assertThat(TwoRegions.objects(regions.store(WEST), regions.control(WEST)).keySet())
        .noneMatch(key -> key.contains("/staged/"));
  }

  @Test
  void whereNoCheckpointLeadsOverAGapTheTableIsHeldUntilOneIsThere() {
    write("basic", "basic", 0, 5);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      SparkTables.files("basic")
          .forEach(
              (key, bytes) -> {
                if (key.matches("_delta_log/0000000000000000001[0-6].json")) {
                  var unused =
                      regions
                          .store(EAST)
                          .createExclusive(
                              NewObject.of(regions.table(EAST, "basic").resolve(key), bytes));
                }
              });
      daemon.await("held", () -> daemon.table("basic").hold().isPresent());
      assertThat(daemon.table("basic").hold().orElseThrow().reason()).isEqualTo(HoldReason.GAP);
      assertThat(daemon.table("basic").secondaryVersion()).hasValue(5);
      write("basic", "basic", 10, 16);
      daemon.await("goes on", () -> daemon.table("basic").hold().isEmpty());
      daemon.await("ends", () -> daemon.table("basic").secondaryVersion().orElse(-1) == 16);
    }
  }

  @Test
  void anotherTableBehindAGapIsNotTakenForTheSame() {
    write("basic", "table", 0, 5);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    removeAll(regions.store(EAST), regions.table(EAST, "table"));
    write("partitioned", "table", 10, 17);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
    }
  }

  @Test
  void aForcedFailoverFinishesTheRunThatWasBegun() throws TableHeldException {
    write("basic", "basic", 0, 5);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      daemon.await("active", () -> daemon.status().state() == GroupState.ACTIVE);
    }
    FaultyObjectStore east = new FaultyObjectStore(regions.store(EAST));
    for (StoreOperation operation : StoreOperation.values()) {
      var unused = east.with(StoreFault.always(operation, StoreFault.Kind.FAILS_BEFORE_EFFECT, ""));
    }
    GroupSpec spec = regions.spec(TwoRegions.quick());
    List<NewObject> run =
        List.of(
            NewObject.of(
                LogListing.commit(regions.table(WEST, "basic"), 6), "{}\n".getBytes(UTF_8)),
            NewObject.of(
                LogListing.commit(regions.table(WEST, "basic"), 7), "{}\n\n".getBytes(UTF_8)));
    stagedRunsOf(spec.region(WEST)).stage(regions.table(WEST, "basic"), 6, run, List.of());
    TwoRegions withoutEast =
        new TwoRegions(
            east,
            Location.parse("s3://east-bucket/lake/"),
            regions.store(WEST),
            Location.parse("s3://west-bucket/lake/"));
    try (RunningDaemon daemon = withoutEast.start()) {
      daemon.await("owner", () -> daemon.status().role() == GroupStatus.Role.OWNER);
      daemon.failover(WEST, FailoverType.FORCED);
      daemon.await("switched", () -> daemon.status().primary().equals(WEST));
    }
    assertThat(LogListing.read(regions.store(WEST), regions.table(WEST, "basic")).newestCommit())
        .hasValue(7);
    assertThat(TwoRegions.objects(regions.store(WEST), regions.control(WEST)).keySet())
        .noneMatch(key -> key.contains("/staged/"));
  }

  private static StagedRuns stagedRunsOf(RegionSpec region) {
    Lease lease = new Lease(new SystemTime(), Duration.ofDays(1));
    lease.renewed(System.nanoTime());
    return new StagedRuns(
        region.store(),
        ControlFolder.of(region, "lakehouse"),
        new GatedPublisher(new LogPublisher(region.store()), new PublishGate(lease)));
  }

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
    write("basic", "outer", 0, 16);
    write("cdf", "outer/below/inner", 0, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.group().tables()).hasSize(2);
      assertThat(daemon.table("outer/below/inner").secondaryVersion()).hasValue(16);
      assertThat(daemon.group().events(0).toString()).contains("lies within the table");
    }
    assertRowsAreEqual("outer", 16);
    assertRowsAreEqual("outer/below/inner", 16);
  }

  @Test
  void aTableThatWasCreatedAgainIsHeldAndItsReplicaStays() {
    write("basic", "table", 0, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      Map<String, byte[]> before =
          TwoRegions.objects(regions.store(WEST), regions.table(WEST, "table"));
      removeAll(regions.store(EAST), regions.table(EAST, "table"));
      write("cdf", "table", 0, 16);
      daemon.await("held", () -> daemon.table("table").hold().isPresent());
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
      assertThat(TwoRegions.objects(regions.store(WEST), regions.table(WEST, "table")).keySet())
          .isEqualTo(before.keySet());
    }
  }

  @Test
  void aTableThatWasCreatedAgainReplacesItsReplicaWhereThatIsThePolicy() {
    write("basic", "table", 0, 16);
    GroupSpec replacing = regions.spec(TwoRegions.quick(OnRecreated.REPLACE));
    try (RunningDaemon daemon = regions.start(replacing)) {
      daemon.awaitCaughtUp();
      Map<String, byte[]> before =
          TwoRegions.objects(regions.store(WEST), LogListing.folder(regions.table(WEST, "table")));
      removeAll(regions.store(EAST), regions.table(EAST, "table"));
      write("log_cleanup", "table", 0, 99);
      long head =
          LogListing.read(regions.store(EAST), regions.table(EAST, "table"))
              .newestCommit()
              .orElseThrow();
      daemon.await("replaced", () -> daemon.table("table").secondaryVersion().orElse(-1) == head);
      daemon.await("at rest", () -> daemon.table("table").hold().isEmpty());
      assertRowsAreEqual("table", head);
      Map<String, byte[]> kept = TwoRegions.objects(regions.store(WEST), regions.control(WEST));
      before.forEach(
          (key, bytes) ->
              assertThat(kept.entrySet())
                  .as(key)
                  .anyMatch(
                      entry ->
                          entry.getKey().contains("/replaced/")
                              && entry.getKey().endsWith("_delta_log/" + key)
                              && java.util.Arrays.equals(entry.getValue(), bytes)));
    }
    assertThat(LogListing.read(regions.store(WEST), regions.table(WEST, "table")).commits())
        .containsOnlyKeys(
            LogListing.read(regions.store(EAST), regions.table(EAST, "table")).commits().keySet());
  }

  @Test
  void commitsOfATableThatWasCreatedAgainAreNeverAddedToTheOldOnes() {
    write("basic", "table", 0, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      removeAll(regions.store(EAST), regions.table(EAST, "table"));
      write("log_cleanup", "table", 15, 26);
      daemon.await("held", () -> daemon.table("table").hold().isPresent());
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
      assertThat(daemon.table("table").secondaryVersion()).hasValue(16);
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      for (long version : List.of(15L, 16L)) {
        regions.store(EAST).delete(commit("table", version));
      }
      daemon.await("held", () -> daemon.table("table").hold().isPresent());
      assertThat(daemon.table("table").secondaryVersion()).hasValue(16);
    }
  }

  @Test
  void aReplicaThatOthersWroteToIsNeverReplaced() {
    write("basic", "table", 0, 5);
    GroupSpec replacing = regions.spec(TwoRegions.quick(OnRecreated.REPLACE));
    try (RunningDaemon daemon = regions.start(replacing)) {
      daemon.awaitCaughtUp();
    }
    Location foreign = LogListing.commit(regions.table(WEST, "table"), 6);
    var unused =
        regions
            .store(WEST)
            .createExclusive(NewObject.of(foreign, "{\"commitInfo\":{}}\n".getBytes(UTF_8)));
    removeAll(regions.store(EAST), regions.table(EAST, "table"));
    write("cdf", "table", 0, 16);
    try (RunningDaemon daemon =
        regions.start(regions.spec(TwoRegions.quick(OnRecreated.REPLACE)))) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
      assertThat(daemon.table("table").hold().orElseThrow().detail()).contains("others than Levee");
      assertThat(regions.store(WEST).head(foreign)).isPresent();
    }
  }

  @Test
  void ofATableThatACatalogManagesThePublishedCommitsAreReplicatedAndTheRestIsShown() {
    put(commit("managed", 0), MANAGED);
    Location staged =
        LogListing.folder(regions.table(EAST, "managed"))
            .resolve("_staged_commits/00000000000000000001.5f0e7c0a.json");
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("managed").hold()).isEmpty();
      assertThat(daemon.table("managed").possiblyUnreplicated()).isZero();
      put(staged, "{\"commitInfo\":{}}\n");
      Instant written = regions.store(EAST).head(staged).orElseThrow().lastModified();
      daemon.await("shown", () -> daemon.table("managed").possiblyUnreplicated() == 1);
      assertThat(daemon.table("managed").secondaryVersion()).hasValue(0);
      assertThat(daemon.status().replicationPoint().orElseThrow()).isBeforeOrEqualTo(written);
      daemon.failover(WEST, FailoverType.PLANNED);
      daemon.await("given up", () -> daemon.status().problem().isPresent());
      assertThat(daemon.status().problem().orElseThrow())
          .contains("commits that its log does not show yet");
      assertThat(daemon.status().state()).isEqualTo(GroupState.ACTIVE);
      put(commit("managed", 1), "{\"commitInfo\":{}}\n");
      daemon.await("published", () -> daemon.table("managed").possiblyUnreplicated() == 0);
      daemon.await(
          "goes on", () -> daemon.status().replicationPoint().orElseThrow().isAfter(written));
    }
  }

  @Test
  void thatACatalogManagesATableIsNotForgottenByARestart() {
    put(
        commit("managed", 0),
        MANAGED.replace("\"{}\"", "\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\""));
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      put(
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
    write("basic", "basic", 0, 5);
    put(
        LogListing.folder(regions.table(EAST, "basic"))
            .resolve(".tmp/00000000000000000006.json.5f0e7c0a"),
        "{\"commitInfo\":{}}\n");
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("basic").possiblyUnreplicated()).isEqualTo(1);
      assertThat(daemon.table("basic").secondaryVersion()).hasValue(5);
      put(commit("basic", 6), "{\"commitInfo\":{}}\n");
      daemon.await("there", () -> daemon.table("basic").possiblyUnreplicated() == 0);
    }
  }
}
