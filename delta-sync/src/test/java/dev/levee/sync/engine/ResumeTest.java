package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.testing.SparkTables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restarts, holds and what goes on beside them. */
class ResumeTest {
  private final TwoRegions regions = TwoRegions.inMemory();

  @Test
  void aRestartWithEmptyMemoryCopiesAndPublishesNothing() {
    SparkTables.NAMES.forEach(
        name -> SparkTables.copy(name, regions.store(EAST), regions.table(EAST, name)));
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    GroupSpec spec = regions.spec(TwoRegions.quick());
    try (RunningDaemon daemon = regions.start(spec)) {
      daemon.awaitCaughtUp();
      assertThat(daemon.status().progress().commitsPublished()).isZero();
      assertThat(daemon.status().progress().filesCopied()).isZero();
    }
    CountingObjectStore west = (CountingObjectStore) spec.region(WEST).store();
    assertThat(west.calls())
        .filteredOn(call -> call.operation().changes())
        .allMatch(call -> call.location().key().contains("_levee/"));
  }

  @Test
  void oneTableIsHeldAndTheOthersGoOn() {
    for (String name : List.of("basic", "cdf", "partitioned")) {
      SparkTables.copy(name, regions.store(EAST), regions.table(EAST, name));
    }
    Location live = liveFile("cdf");
    byte[] bytes = SparkTables.files("cdf").get(live.relativeTo(regions.table(EAST, "cdf")).get());
    regions.store(EAST).delete(live);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("cdf").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.SOURCE_CORRUPT);
      assertThat(daemon.table("cdf").hold().orElseThrow().detail()).contains(live.toString());
      assertThat(daemon.table("basic").secondaryVersion()).hasValue(16);
      assertThat(daemon.status().replicationPoint()).isEmpty();
      assertThat(daemon.status().replicationPointWithoutHeld()).isPresent();
      var unused = regions.store(EAST).createExclusive(NewObject.of(live, bytes));
      daemon.await("goes on", () -> daemon.table("cdf").hold().isEmpty());
      daemon.await("is whole", () -> daemon.status().replicationPoint().isPresent());
      assertThat(daemon.table("cdf").secondaryVersion()).hasValue(16);
    }
  }

  @Test
  void whatIsBeforeACommitAtFaultIsBrought() {
    HandMadeTable table =
        new HandMadeTable(regions.store(EAST), regions.table(EAST, "table")).create();
    for (int version = 1; version < 6; version++) {
      table.add(version, "file-" + version, 10);
    }
    String escaping =
        """
        {"add":{"path":"../other/file","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}
        """;
    table.commit(6, escaping).add(7, "file-7", 10);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.PATH_ESCAPE);
      assertThat(daemon.table("table").secondaryVersion()).hasValue(5);
    }
  }

  private Location liveFile(String name) {
    Location root = regions.table(EAST, name);
    String path =
        new dev.levee.sync.log.kernel.KernelSnapshots(regions.store(EAST))
            .read(root, 16)
            .liveFiles()
            .get(0)
            .path();
    return root.resolve(path);
  }

  @Test
  void aTableThatAppearsLaterIsFoundAndNewCommitsFollow() {
    SparkTables.copy("basic", regions.store(EAST), regions.table(EAST, "deep/down/basic"));
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      SparkTables.copy("cdf", regions.store(EAST), regions.table(EAST, "cdf"));
      daemon.await(
          "found",
          () ->
              daemon.group().tables().size() == 2
                  && daemon.table("cdf").secondaryVersion().orElse(-1) == 16);
      assertThat(daemon.table("deep/down/basic").secondaryVersion()).hasValue(16);
    }
  }

  @Test
  void aFeatureThatIsNotKnownIsNotForgottenByARestart() {
    HandMadeTable table =
        new HandMadeTable(regions.store(EAST), regions.table(EAST, "future"))
            .commit(
                0,
                """
                {"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["fromTheFuture"]}}
                {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
                """)
            .add(1, "first", 10);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("future").secondaryVersion()).hasValue(1);
    }
    table.commit(2, "{\"actionOfTheFuture\":{\"path\":\"a file nobody knows\"}}\n");
    try (RunningDaemon daemon = regions.start()) {
      daemon.await(
          "held", () -> daemon.group().tables().stream().anyMatch(t -> t.hold().isPresent()));
      assertThat(daemon.table("future").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.FEATURE_UNKNOWN);
    }
  }

  @Test
  void aLongBacklogIsReplicatedToItsEnd() {
    SparkTables.copy("basic", regions.store(EAST), regions.table(EAST, "basic"));
    for (long version = 17; version < 700; version++) {
      var unused =
          regions
              .store(EAST)
              .createExclusive(
                  NewObject.of(
                      LogListing.commit(regions.table(EAST, "basic"), version),
                      "{\"commitInfo\":{\"timestamp\":%d}}\n"
                          .formatted(version)
                          .getBytes(StandardCharsets.UTF_8)));
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("basic").secondaryVersion()).hasValue(699);
      assertThat(daemon.table("basic").progress().commitsPublished()).isEqualTo(700);
    }
  }

  @Test
  void aCommitThatVanishesAmidABacklogHoldsTheTable() {
    SparkTables.copy("basic", regions.store(EAST), regions.table(EAST, "basic"));
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      Location later = LogListing.commit(regions.table(EAST, "basic"), 19);
      var unused =
          regions
              .store(EAST)
              .createExclusive(
                  NewObject.of(later, "{\"commitInfo\":{}}\n".getBytes(StandardCharsets.UTF_8)));
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("basic").hold().orElseThrow().reason()).isEqualTo(HoldReason.GAP);
      regions.store(EAST).delete(LogListing.commit(regions.table(EAST, "basic"), 19));
      daemon.await("goes on", () -> daemon.table("basic").hold().isEmpty());
    }
  }
}
