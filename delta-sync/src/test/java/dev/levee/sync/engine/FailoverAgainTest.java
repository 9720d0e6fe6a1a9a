package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.divergence.QuarantineManifests;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Failovers that follow each other, and what they find half done. */
class FailoverAgainTest {
  private static SimulatedGroup active() {
    SimulatedGroup group = new SimulatedGroup();
    group.table().create().add(1, "first", 10);
    run(group);
    return group;
  }

  private static void run(SimulatedGroup group) {
    group.runUntil("active", () -> group.status().state() == GroupState.ACTIVE);
  }

  private static void failOver(SimulatedGroup group, RegionName to, FailoverType type) {
    var answer = group.failover(to, type);
    group.runUntil("switched", () -> group.status().primary().equals(to));
    assertThat(answer).isCompletedWithValueMatching(FailoverAnswer.Accepted.class::isInstance);
    run(group);
  }

  private static String commit(MemoryObjectStore store, Location root, long version) {
    return store
        .open(LogListing.commit(root, version))
        .map(ObjectContent::readAll)
        .map(bytes -> new String(bytes, UTF_8))
        .orElse("");
  }

  private static void assertEqualLogs(SimulatedGroup group, long head) {
    for (long version = 0; version <= head; version++) {
      assertThat(commit(group.westMemory, SimulatedGroup.WEST_TABLE, version))
          .isNotEmpty()
          .isEqualTo(commit(group.eastMemory, SimulatedGroup.EAST_TABLE, version));
    }
  }

  @Test
  void twoForcedFailoversWithinTheLeaseLoseNothing() {
    SimulatedGroup group = active();
    Instant before = group.time.now();
    failOver(group, WEST, FailoverType.FORCED);
    failOver(group, EAST, FailoverType.FORCED);
    assertThat(Duration.between(before, group.time.now()))
        .isLessThan(ReplicationSettings.defaults().leaseTtl());
    assertThat(group.status().epoch()).isEqualTo(3);
    assertThat(commit(group.eastMemory, SimulatedGroup.EAST_TABLE, 2)).contains("lakehouse-2");
    assertThat(commit(group.eastMemory, SimulatedGroup.EAST_TABLE, 3)).contains("lakehouse-3");
    group.runUntil(
        "replicated", () -> !commit(group.westMemory, SimulatedGroup.WEST_TABLE, 3).isEmpty());
    assertEqualLogs(group, 3);
  }

  @Test
  void failingOverAndBackAndAgainKeepsOneHistory() {
    SimulatedGroup group = active();
    long version = 1;
    for (RegionName to : List.of(WEST, EAST, WEST, EAST)) {
      failOver(group, to, FailoverType.PLANNED);
      long written = version + 2;
      boolean west = to.equals(WEST);
      new HandMadeTable(
              west ? group.westMemory : group.eastMemory,
              west ? SimulatedGroup.WEST_TABLE : SimulatedGroup.EAST_TABLE)
          .add(written, "file-" + written, 10);
      Location other = west ? SimulatedGroup.EAST_TABLE : SimulatedGroup.WEST_TABLE;
      group.runUntil(
          "replicated",
          () -> !commit(west ? group.eastMemory : group.westMemory, other, written).isEmpty());
      version = written;
    }
    assertThat(group.status().epoch()).isEqualTo(5);
    assertEqualLogs(group, version);
  }

  @Test
  void writersThatWereLeftBehindTwiceHaveBothTheirCommitsInQuarantine() {
    SimulatedGroup group = active();
    failOver(group, WEST, FailoverType.FORCED);
    new HandMadeTable(group.eastMemory, SimulatedGroup.EAST_TABLE).add(3, "left-in-east", 10);
    new HandMadeTable(group.westMemory, SimulatedGroup.WEST_TABLE).add(3, "won-in-west", 20);
    group.runUntil(
        "wound back",
        () -> commit(group.eastMemory, SimulatedGroup.EAST_TABLE, 3).contains("won-in-west"));
    failOver(group, EAST, FailoverType.FORCED);
    new HandMadeTable(group.westMemory, SimulatedGroup.WEST_TABLE).add(5, "left-in-west", 10);
    new HandMadeTable(group.eastMemory, SimulatedGroup.EAST_TABLE).add(5, "won-in-east", 20);
    group.runUntil(
        "wound back",
        () -> commit(group.westMemory, SimulatedGroup.WEST_TABLE, 5).contains("won-in-east"));
    assertThat(quarantined(group.eastMemory, "s3://east/_levee/lakehouse/quarantine/"))
        .containsExactly(3L);
    assertThat(quarantined(group.westMemory, "s3://west/_levee/lakehouse/quarantine/"))
        .containsExactly(5L);
    assertEqualLogs(group, 5);
    List<Losses> losses = new StoredGroup(group.spec(), group.time).losses();
    assertThat(losses.stream().map(loss -> loss.report().epoch())).containsExactly(2L, 3L);
    assertThat(losses.get(0).lostVersions("data/table")).containsExactly(3L);
    assertThat(losses.get(1).lostVersions("data/table")).containsExactly(5L);
  }

  @Test
  void theLossIsReportedInTheSurvivorBeforeTheRolesChange() {
    SimulatedGroup group = active();
    Instant caughtUp = group.status().replicationPoint().orElseThrow();
    group.westFaults.with(
        StoreFault.always(
            StoreOperation.CREATE_EXCLUSIVE, StoreFault.Kind.FAILS_BEFORE_EFFECT, "file-2"));
    group.table().add(2, "file-2", 10);
    group.runUntil(
        "sees it", () -> group.view.tables().get(0).primaryVersion().equals(OptionalLong.of(2)));
    Instant committed =
        group
            .eastMemory
            .head(LogListing.commit(SimulatedGroup.EAST_TABLE, 1))
            .orElseThrow()
            .lastModified();
    failOver(group, WEST, FailoverType.FORCED);
    LossReport report = new StoredGroup(group.spec(), group.time).losses().get(0).report();
    assertThat(report.epoch()).isEqualTo(2);
    assertThat(report.type()).isEqualTo(FailoverType.FORCED);
    assertThat(report.from()).isEqualTo(EAST);
    assertThat(report.to()).isEqualTo(WEST);
    assertThat(report.replicationPoint().orElseThrow()).isAfterOrEqualTo(caughtUp);
    assertThat(report.tables())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.name()).isEqualTo("data/table");
              assertThat(table.lastVersion()).hasValue(1);
              assertThat(table.committed()).contains(committed);
              assertThat(table.fence()).hasValue(2);
              assertThat(table.seenInPrimary()).hasValue(2);
              assertThat(table.knownBehind()).isEqualTo(1);
            });
    assertThat(group.westMemory.head(Location.parse("s3://west/_levee/lakehouse/losses/2.json")))
        .isPresent();
  }

  private static List<Long> quarantined(MemoryObjectStore store, String prefix) {
    return QuarantineManifests.below(store, Location.parse(prefix)).stream()
        .flatMap(manifest -> manifest.commits().stream())
        .map(QuarantinedCommits.LostCommit::version)
        .toList();
  }

  @Test
  void aRunThatWasBegunInTheSurvivorIsFinishedThereBeforeItsFence() throws TableHeldException {
    SimulatedGroup group = active();
    new HandMadeTable(group.westMemory, SimulatedGroup.WEST_TABLE).file("staged", 10);
    Lease lease = new Lease(group.time, Duration.ofDays(1));
    lease.renewed(group.time.nanoTime());
    GatedPublisher publisher =
        new GatedPublisher(new LogPublisher(group.westMemory), new PublishGate(lease));
    RegionSpec west = group.spec().region(WEST);
    StagedRuns runs =
        new StagedRuns(group.westMemory, ControlFolder.of(west, "lakehouse"), publisher);
    List<NewObject> commits =
        List.of(
            NewObject.of(
                LogListing.commit(SimulatedGroup.WEST_TABLE, 2),
                "{\"commitInfo\":{\"operation\":\"STAGED\"}}\n".getBytes(UTF_8)),
            NewObject.of(
                LogListing.commit(SimulatedGroup.WEST_TABLE, 3),
                "{\"commitInfo\":{\"operation\":\"STAGED\"}}\n".getBytes(UTF_8)));
    assertThat(runs.stage(SimulatedGroup.WEST_TABLE, 2, commits, List.of())).isPresent();
    group.runner().pause(true);
    var unused = group.failover(WEST, FailoverType.FORCED);
    group.runUntil("switched", () -> group.status().primary().equals(WEST));
    assertThat(commit(group.westMemory, SimulatedGroup.WEST_TABLE, 2)).contains("STAGED");
    assertThat(commit(group.westMemory, SimulatedGroup.WEST_TABLE, 3)).contains("STAGED");
    assertThat(commit(group.westMemory, SimulatedGroup.WEST_TABLE, 4)).contains("lakehouse-2");
  }
}
