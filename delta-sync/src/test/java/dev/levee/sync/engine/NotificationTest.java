package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls and searches come every ten minutes here; what is quicker comes of a notification. */
class NotificationTest {
  private final TwoRegions regions = TwoRegions.inMemory();
  private final HandMadeTable table = table("orders").create();
  private RunningDaemon daemon;

  @BeforeEach
  void start() {
    ReplicationSettings rarely =
        new ReplicationSettings(
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            ReplicationSettings.History.FULL,
            ReplicationSettings.OnRecreated.HOLD,
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Optional.empty());
    daemon = regions.start(regions.spec(rarely));
    daemon.awaitCaughtUp();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private HandMadeTable table(String name) {
    return new HandMadeTable(regions.store(EAST), regions.table(EAST, name));
  }

  private Location commit(String table, long version) {
    return LogListing.commit(regions.table(EAST, table), version);
  }

  private Notified tell(Location... created) {
    return daemon.group().notified(List.of(created));
  }

  private void awaitReplica(String table, long version) {
    Location commit = LogListing.commit(regions.table(WEST, table), version);
    daemon.await(commit.toString(), () -> regions.store(WEST).head(commit).isPresent());
  }

  @Test
  void aCommitThatIsToldOfIsReplicatedAtOnce() {
    for (long version = 1; version <= 5; version++) {
      table.add(version, "file-" + version, 10);
      assertThat(tell(commit("orders", version)))
          .isEqualTo(new Notified(java.util.Set.of(commit("orders", version)), 1, false));
      awaitReplica("orders", version);
    }
  }

  @Test
  void theFirstCommitOfANewTableHasTablesLookedFor() {
    table("returns").create();
    assertThat(tell(commit("returns", 0)).search()).isTrue();
    awaitReplica("returns", 0);
  }

  @Test
  void aCheckpointHasTheWholeLogLookedAt() {
    Location hint = regions.table(EAST, "orders").resolve("_delta_log/_last_checkpoint");
    assertThat(tell(hint).tables()).isEqualTo(1);
  }

  @Test
  void whatIsNoneOfTheGroupsBusinessChangesNothing() {
    Location data = regions.data(EAST);
    assertThat(
            List.of(
                data.resolve("orders/part-00000.parquet"),
                data.resolve("orders/_delta_log/00000000000000000001.crc"),
                data.resolve("orders/_delta_log/1.json"),
                data.resolve("unknown/_delta_log/00000000000000000007.json"),
                Location.parse("s3://elsewhere/t/_delta_log/00000000000000000000.json"),
                Location.parse("s3://elsewhere/_delta_log/00000000000000000000.json"),
                regions.table(WEST, "orders").resolve("_delta_log/00000000000000000000.json")))
        .allSatisfy(location -> assertThat(tell(location)).isEqualTo(Notified.NOTHING));
  }

  @Test
  void aToldCommitThatIsNotThereChangesNothing() {
    tell(commit("orders", 1), commit("orders", Long.MAX_VALUE));
    table.add(1, "file", 10);
    tell(commit("orders", 1));
    awaitReplica("orders", 1);
    assertThat(daemon.table("orders").hold()).isEmpty();
  }
}
