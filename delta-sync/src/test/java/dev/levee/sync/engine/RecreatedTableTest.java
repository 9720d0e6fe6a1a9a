package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.ReplicationSettings.OnRecreated;
import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A table is dropped, and another one created at the same path. */
class RecreatedTableTest {
  private final TwoRegions regions = TwoRegions.inMemory();
  private final SparkWriter primary = new SparkWriter(regions);

  @Test
  void aTableThatWasCreatedAgainIsHeldAndItsReplicaStays() {
    primary.write("basic", "table", 0, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      Map<String, byte[]> before =
          TwoRegions.objects(regions.store(WEST), regions.table(WEST, "table"));
      primary.drop("table");
      primary.write("cdf", "table", 0, 16);
      daemon.await("held", () -> daemon.table("table").hold().isPresent());
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
      assertThat(TwoRegions.objects(regions.store(WEST), regions.table(WEST, "table")).keySet())
          .isEqualTo(before.keySet());
    }
  }

  @Test
  void aTableThatWasCreatedAgainReplacesItsReplicaWhereThatIsThePolicy() {
    primary.write("basic", "table", 0, 16);
    GroupSpec replacing = regions.spec(TwoRegions.quick(OnRecreated.REPLACE));
    try (RunningDaemon daemon = regions.start(replacing)) {
      daemon.awaitCaughtUp();
      Map<String, byte[]> before =
          TwoRegions.objects(regions.store(WEST), LogListing.folder(regions.table(WEST, "table")));
      primary.drop("table");
      primary.write("log_cleanup", "table", 0, 99);
      long head =
          LogListing.read(regions.store(EAST), regions.table(EAST, "table"))
              .newestCommit()
              .orElseThrow();
      daemon.await("replaced", () -> daemon.table("table").secondaryVersion().orElse(-1) == head);
      daemon.await("at rest", () -> daemon.table("table").hold().isEmpty());
      primary.assertRowsAreEqual("table", head);
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
    primary.write("basic", "table", 0, 16);
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      primary.drop("table");
      primary.write("log_cleanup", "table", 15, 26);
      daemon.await("held", () -> daemon.table("table").hold().isPresent());
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
      assertThat(daemon.table("table").secondaryVersion()).hasValue(16);
    }
    try (RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      for (long version : List.of(15L, 16L)) {
        regions.store(EAST).delete(primary.commit("table", version));
      }
      daemon.await("held", () -> daemon.table("table").hold().isPresent());
      assertThat(daemon.table("table").secondaryVersion()).hasValue(16);
    }
  }

  @Test
  void aReplicaThatOthersWroteToIsNeverReplaced() {
    primary.write("basic", "table", 0, 5);
    GroupSpec replacing = regions.spec(TwoRegions.quick(OnRecreated.REPLACE));
    try (RunningDaemon daemon = regions.start(replacing)) {
      daemon.awaitCaughtUp();
    }
    Location foreign = LogListing.commit(regions.table(WEST, "table"), 6);
    var unused =
        regions
            .store(WEST)
            .createExclusive(NewObject.of(foreign, "{\"commitInfo\":{}}\n".getBytes(UTF_8)));
    primary.drop("table");
    primary.write("cdf", "table", 0, 16);
    try (RunningDaemon daemon =
        regions.start(regions.spec(TwoRegions.quick(OnRecreated.REPLACE)))) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.RECREATED);
      assertThat(daemon.table("table").hold().orElseThrow().detail()).contains("others than Levee");
      assertThat(regions.store(WEST).head(foreign)).isPresent();
    }
  }
}
