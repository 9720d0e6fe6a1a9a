package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.SparkTables;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The primary's log was cleaned before all of it was replicated. */
class LogGapTest {
  private final TwoRegions regions = TwoRegions.inMemory();
  private final SparkWriter primary = new SparkWriter(regions);

  @Test
  void aLogCleanupThatOvertakesTheTailIsPassedByFromACheckpoint() {
    primary.write("basic", "basic", 0, 5);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    primary.write("basic", "basic", 10, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("basic").hold()).isEmpty();
      assertThat(daemon.table("basic").secondaryVersion()).hasValue(16);
      assertThat(daemon.group().events(0).toString())
          .contains("versions 6 to 9 were removed from the primary before they were replicated");
      primary.assertRowsAreEqual("basic", 10);
      primary.assertRowsAreEqual("basic", 16);
      primary.assertRowsAreEqual("basic", 5);
    }
    assertThat(TwoRegions.objects(regions.store(WEST), regions.control(WEST)).keySet())
        .noneMatch(key -> key.contains("/staged/"));
  }

  @Test
  void whereNoCheckpointLeadsOverAGapTheTableIsHeldUntilOneIsThere() {
    primary.write("basic", "basic", 0, 5);
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
      primary.write("basic", "basic", 10, 16);
      daemon.await("goes on", () -> daemon.table("basic").hold().isEmpty());
      daemon.await("ends", () -> daemon.table("basic").secondaryVersion().orElse(-1) == 16);
    }
  }

  @Test
  void anotherTableBehindAGapIsNotTakenForTheSame() {
    primary.write("basic", "table", 0, 5);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
    }
    primary.drop("table");
    primary.write("partitioned", "table", 10, 17);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
    }
  }

  @Test
  void aForcedFailoverFinishesTheRunThatWasBegun() throws TableHeldException {
    primary.write("basic", "basic", 0, 5);
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
}
