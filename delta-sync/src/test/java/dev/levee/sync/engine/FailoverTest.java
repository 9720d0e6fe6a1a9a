package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.FailoverAnswer.Refusal;
import dev.levee.sync.engine.GroupStatus.Role;
import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.testing.SparkTables;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The roles change, and change back, and nothing is lost or overwritten. */
class FailoverTest {
  private final TwoRegions regions = TwoRegions.inMemory();

  private RunningDaemon startedWithTable() {
    SparkTables.copy("basic", regions.store(EAST), regions.table(EAST, "basic"));
    RunningDaemon daemon = regions.start();
    daemon.awaitCaughtUp();
    awaitState(daemon, GroupState.ACTIVE);
    return daemon;
  }

  private static void awaitState(RunningDaemon daemon, GroupState state) {
    daemon.await(state.toString(), () -> daemon.status().state() == state);
  }

  private void awaitPrimary(RunningDaemon daemon, RegionName region) {
    daemon.await(
        region + " primary and ACTIVE",
        () ->
            daemon.status().primary().equals(region)
                && daemon.status().state() == GroupState.ACTIVE);
  }

  /** Commits a version that changes nothing but says who wrote it. */
  private byte[] commit(RegionName region, String table, long version, String writer) {
    byte[] bytes =
        "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"WRITE\",\"engineInfo\":\"%s\"}}\n"
            .formatted(writer)
            .getBytes(StandardCharsets.UTF_8);
    var unused =
        regions
            .store(region)
            .createExclusive(
                NewObject.of(LogListing.commit(regions.table(region, table), version), bytes));
    return bytes;
  }

  private byte[] read(RegionName region, String table, long version) {
    Location location = LogListing.commit(regions.table(region, table), version);
    return regions.store(region).open(location).map(ObjectContent::readAll).orElse(null);
  }

  @Test
  void aPlannedFailoverAndItsFailbackLoseNothing() {
    try (RunningDaemon daemon = startedWithTable()) {
      assertThat(daemon.failover(WEST, FailoverType.PLANNED))
          .isInstanceOf(FailoverAnswer.Accepted.class);
      awaitPrimary(daemon, WEST);
      assertThat(daemon.status().epoch()).isEqualTo(2);
      assertThat(new String(read(WEST, "basic", 17), StandardCharsets.UTF_8))
          .contains("LEVEE FENCE")
          .contains("levee-fence-lakehouse-2.");
      byte[] written = commit(WEST, "basic", 18, "west");
      daemon.await("replicated back", () -> read(EAST, "basic", 18) != null);
      assertThat(read(EAST, "basic", 18)).isEqualTo(written);
      assertThat(read(EAST, "basic", 17)).isEqualTo(read(WEST, "basic", 17));
      assertThat(daemon.failover(EAST, FailoverType.PLANNED))
          .isInstanceOf(FailoverAnswer.Accepted.class);
      awaitPrimary(daemon, EAST);
      byte[] again = commit(EAST, "basic", 20, "east");
      daemon.await("replicated forth", () -> read(WEST, "basic", 20) != null);
      assertThat(read(WEST, "basic", 20)).isEqualTo(again);
      assertThat(daemon.status().epoch()).isEqualTo(3);
      assertThat(
              KernelRows.summarize(
                  regions.store(WEST), regions.table(WEST, "basic"), OptionalLong.empty()))
          .isEqualTo(
              KernelRows.summarize(
                  regions.store(EAST), regions.table(EAST, "basic"), OptionalLong.empty()));
    }
  }

  @Test
  void theSameTargetAgainIsNoOperation() {
    try (RunningDaemon daemon = startedWithTable()) {
      daemon.failover(WEST, FailoverType.PLANNED);
      awaitPrimary(daemon, WEST);
      assertThat(daemon.failover(WEST, FailoverType.FORCED))
          .isInstanceOf(FailoverAnswer.AlreadyThere.class);
      assertThat(daemon.status().epoch()).isEqualTo(2);
    }
  }

  @Test
  void aRequestThatExpectsAnotherEpochIsRefused() {
    try (RunningDaemon daemon = startedWithTable()) {
      FailoverAnswer answer =
          daemon
              .group()
              .failover(new FailoverRequest(WEST, FailoverType.PLANNED, OptionalLong.of(7)));
      assertThat(refusal(answer)).isEqualTo(Refusal.WRONG_EPOCH);
      assertThat(daemon.status().primary()).isEqualTo(EAST);
    }
  }

  private static Refusal refusal(FailoverAnswer answer) {
    assertThat(answer).isInstanceOf(FailoverAnswer.Refused.class);
    return ((FailoverAnswer.Refused) answer).refusal();
  }

  @Test
  void aHeldTableRefusesAPlannedFailoverAndNotAForcedOne() {
    SparkTables.copy("cdf", regions.store(EAST), regions.table(EAST, "cdf"));
    try (RunningDaemon daemon = startedWithTable()) {
      regions
          .store(EAST)
          .overwrite(NewObject.of(LogListing.commit(regions.table(EAST, "cdf"), 17), new byte[0]));
      daemon.await("held", () -> daemon.table("cdf").hold().isPresent());
      assertThat(daemon.table("cdf").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.COMMIT_EMPTY);
      assertThat(refusal(daemon.failover(WEST, FailoverType.PLANNED)))
          .isEqualTo(Refusal.NOT_LOSSLESS);
      assertThat(daemon.failover(WEST, FailoverType.FORCED))
          .isInstanceOf(FailoverAnswer.Accepted.class);
      daemon.await("west", () -> daemon.status().primary().equals(WEST));
    }
  }

  @Test
  void commitsThatTheOldPrimaryTookAfterAForcedFailoverGoToTheQuarantineAndReplicationGoesOn() {
    try (RunningDaemon daemon = startedWithTable()) {
      daemon.group().pause();
      daemon.await("paused", () -> daemon.status().paused());
      List<byte[]> lost =
          List.of(commit(EAST, "basic", 17, "lost"), commit(EAST, "basic", 18, "lost too"));
      assertThat(daemon.failover(WEST, FailoverType.FORCED))
          .isInstanceOf(FailoverAnswer.Accepted.class);
      daemon.await("west", () -> daemon.status().primary().equals(WEST));
      byte[] won = commit(WEST, "basic", 18, "won");
      daemon.group().resume();
      daemon.await("replicated back", () -> Arrays.equals(read(EAST, "basic", 18), won));
      assertThat(read(EAST, "basic", 17)).isEqualTo(read(WEST, "basic", 17));
      assertThat(daemon.group().events(0).toString())
          .contains("versions 17 to 18")
          .contains("are in quarantine");
      awaitState(daemon, GroupState.ACTIVE);
      Map<String, byte[]> kept =
          TwoRegions.objects(
              regions.store(EAST), regions.control(EAST).resolve("lakehouse/quarantine/"));
      for (int i = 0; i < 2; i++) {
        String name = "_delta_log/" + LogFile.commitName(17 + i);
        assertThat(
                kept.entrySet().stream().filter(entry -> entry.getKey().endsWith(name)).findAny())
            .get()
            .extracting(Map.Entry::getValue)
            .isEqualTo(lost.get(i));
      }
      assertThat(kept.keySet()).anyMatch(key -> key.endsWith("manifest.json"));
    }
  }

  @Test
  void withoutAFenceADifferenceIsHeldAndNothingIsMoved() {
    try (RunningDaemon daemon = startedWithTable()) {
      byte[] stray = commit(WEST, "basic", 17, "stray");
      byte[] right = commit(EAST, "basic", 17, "right");
      daemon.await("held", () -> daemon.table("basic").hold().isPresent());
      assertThat(daemon.table("basic").hold().orElseThrow().reason())
          .isEqualTo(HoldReason.SPLIT_BRAIN);
      assertThat(read(WEST, "basic", 17)).isEqualTo(stray);
      assertThat(read(EAST, "basic", 17)).isEqualTo(right);
    }
  }

  @Test
  void aDaemonThatIsStartedAnewKnowsTheRoles() {
    try (RunningDaemon daemon = startedWithTable()) {
      daemon.failover(WEST, FailoverType.PLANNED);
      awaitPrimary(daemon, WEST);
    }
    try (RunningDaemon daemon = regions.start()) {
      awaitPrimary(daemon, WEST);
      assertThat(daemon.status().epoch()).isEqualTo(2);
    }
  }

  @Test
  void aSecondDaemonStandsByUntilTheFirstGivesTheGroupBack() {
    try (RunningDaemon second = startedSecond()) {
      second.await("takes over", () -> second.status().role() == Role.OWNER);
      commit(EAST, "basic", 17, "later");
      second.await("replicates", () -> read(WEST, "basic", 17) != null);
    }
  }

  private RunningDaemon startedSecond() {
    try (RunningDaemon first = startedWithTable()) {
      RunningDaemon second = regions.start();
      second.await("sees the owner", () -> !second.status().owner().isEmpty());
      assertThat(second.status().role()).isEqualTo(Role.STANDBY);
      assertThat(first.status().role()).isEqualTo(Role.OWNER);
      return second;
    }
  }
}
