package dev.levee.sync.engine;

import static dev.levee.sync.engine.SweptGroup.OLD;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.ControlLog;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.sweep.DeletePolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes from a replica, and everything that must keep it from going. */
class DeletesOnTheReplicaTest {
  private static SweptGroup vacuumed() {
    SweptGroup swept = new SweptGroup();
    swept.table().vacuum(OLD);
    return swept.aWeekLater();
  }

  private static void stays(SweptGroup swept) {
    assertThat(swept.isInReplica(OLD)).isTrue();
    assertThat(swept.removed()).isZero();
  }

  @Test
  void whatVacuumRemovedAWeekAgoGoesAfterTwoLooks() {
    SweptGroup swept = vacuumed();

    swept.oneLookLater();
    stays(swept);
    assertThat(swept.deletes().pendingKeys()).containsExactly(OLD);

    swept.oneLookLater();
    assertThat(swept.isInReplica(OLD)).isFalse();
    assertThat(swept.isInReplica("live-2.parquet")).isTrue();
    assertThat(swept.deletes().deleted()).isEqualTo(1);
    assertThat(swept.deletes().pending()).isZero();
    assertThat(swept.removed()).isEqualTo(1);
    assertThat(swept.group.view.tables().get(0).hold()).isEmpty();
  }

  @Test
  void withoutDeletesNothingEverGoes() {
    SimulatedGroup group = new SimulatedGroup();
    group.table().create().add(1, OLD, 10).remove(2, OLD);
    group.runUntil("active", () -> group.status().state() == GroupState.ACTIVE);
    group.table().vacuum(OLD);
    group.time.pass(Duration.ofDays(30));
    var end = group.time.now().plusSeconds(100);
    group.runUntil("later", () -> group.time.now().isAfter(end));

    assertThat(group.west.count(StoreOperation.DELETE)).isZero();
    assertThat(group.view.tables().get(0).deletes()).isEmpty();
  }

  @Test
  void anEmptyListingOfThePrimaryCountsForNothing() {
    SweptGroup swept = vacuumed();
    swept.showing(entry -> false);

    stays(swept.twoLooksLater());
    assertThat(swept.isInReplica("live-3.parquet")).isTrue();
    assertThat(swept.warnings()).anyMatch(warning -> warning.contains("did not show _delta_log/"));
  }

  @Test
  void aListingThatLostAPageCountsForNothing() {
    SweptGroup swept = vacuumed();
    swept.showing(entry -> !entry.location().name().equals("live-7.parquet"));

    stays(swept.twoLooksLater());
    assertThat(swept.isInReplica("live-7.parquet")).isTrue();
    assertThat(swept.warnings()).anyMatch(warning -> warning.contains("1 of 10 live files"));
  }

  @Test
  void aLookThatCannotBeTrustedBetweenTwoOthersBeginsTheCountAnew() {
    SweptGroup swept = vacuumed().oneLookLater();
    swept.showing(entry -> false);
    swept.oneLookLater();
    swept.showing(entry -> true);

    stays(swept.oneLookLater());
    assertThat(swept.oneLookLater().isInReplica(OLD)).isFalse();
  }

  @Test
  void aFileThatTwoListingsDidNotShowButThatIsThereStays() {
    SweptGroup swept = new SweptGroup().aWeekLater();
    swept.showing(entry -> !entry.location().name().equals(OLD));

    stays(swept.twoLooksLater());
    assertThat(swept.warnings()).anyMatch(warning -> warning.contains("is in the primary"));
  }

  @Test
  void aFileThatIsAddedAgainAfterItsRemovalStays() {
    SweptGroup swept = vacuumed().oneLookLater();
    swept.table().add(13, OLD, 50);

    stays(swept.replicated(13).twoLooksLater());
  }

  /** RESTORE has brought the path back just after the second look. */
  @Test
  void aFileThatIsRestoredBetweenTheLookAndItsRemovalStays() {
    SweptGroup swept = vacuumed().oneLookLater();
    swept.untilJustAfterTheNextLook();
    stays(swept);
    swept.table().add(13, OLD, 50);

    stays(swept.replicated(13).oneLookLater());
  }

  @Test
  void aFileThatARecentCommitNamesStaysUntilThatIsOldToo() {
    SweptGroup swept = new SweptGroup().aWeekLater();
    swept.table().remove(13, "live-4.parquet").vacuum("live-4.parquet");
    swept.replicated(13).twoLooksLater();
    assertThat(swept.isInReplica("live-4.parquet")).isTrue();

    swept.aWeekLater().twoLooksLater();
    assertThat(swept.isInReplica("live-4.parquet")).isFalse();
  }

  @Test
  void aDayAfterAChangeOfRolesNothingGoes() {
    SweptGroup swept = new SweptGroup().aWeekLater();
    SimulatedGroup group = swept.group;
    var answer = group.failover(WEST, FailoverType.FORCED);
    group.runUntil("answered", answer::isDone);
    group.runUntil("switched", () -> group.status().primary().equals(WEST));
    group.runUntil("active", () -> group.status().state() == GroupState.ACTIVE);
    group.westMemory.delete(SimulatedGroup.WEST_TABLE.resolve(OLD));
    for (int i = 0; i < 23; i++) {
      group.time.pass(Duration.ofHours(1));
      swept.runFor(Duration.ofSeconds(20));
    }
    assertThat(swept.removed()).isZero();
    assertThat(group.eastMemory.head(SimulatedGroup.EAST_TABLE.resolve(OLD))).isPresent();

    group.time.pass(Duration.ofHours(1));
    swept.runFor(Duration.ofSeconds(20));
    swept.twoLooksLater();
    assertThat(group.eastMemory.head(SimulatedGroup.EAST_TABLE.resolve(OLD))).isEmpty();
  }

  @Test
  void whatLiesBelowANestedTableStays() {
    SweptGroup swept = new SweptGroup();
    swept.table().add(13, "inner/x.parquet", 10).remove(14, "inner/x.parquet");
    swept.replicated(14);
    swept.table().vacuum("inner/x.parquet");
    swept.writtenByAnother("inner/_delta_log/00000000000000000000.json");

    swept.aWeekLater().twoLooksLater();
    assertThat(swept.isInReplica("inner/x.parquet")).isTrue();
  }

  @Test
  void whatSomebodyElseWroteIntoTheReplicaStays() {
    SweptGroup swept = new SweptGroup();
    swept.writtenByAnother("part-of-another.parquet");
    swept.writtenByAnother("_delta_log/notes.txt");

    swept.aWeekLater().twoLooksLater().twoLooksLater();
    assertThat(swept.isInReplica("part-of-another.parquet")).isTrue();
    assertThat(swept.isInReplica("_delta_log/notes.txt")).isTrue();
    assertThat(swept.removed()).isZero();
  }

  @Test
  void moreThanTheLimitIsAReasonToAsk() {
    SweptGroup swept =
        new SweptGroup(new DeletePolicy(Duration.ofDays(7), 1000, 10, SweptGroup.INTERVAL));
    for (int i = 0; i < 11; i++) {
      String name = "mass-%d.parquet".formatted(i);
      swept.table().add(13 + 2L * i, name, 5).remove(14 + 2L * i, name);
    }
    swept.replicated(34);
    for (int i = 0; i < 11; i++) {
      swept.table().vacuum("mass-%d.parquet".formatted(i));
    }

    swept.aWeekLater().twoLooksLater();
    assertThat(swept.isInReplica("mass-0.parquet")).isTrue();
    assertThat(swept.removed()).isZero();
    assertThat(swept.warnings())
        .anyMatch(warning -> warning.contains("11 files are gone") && warning.contains("is 10"));
  }

  @Test
  void aDeleteThatFailsEndsTheSweepOfItsTable() {
    SweptGroup swept = vacuumed();
    swept.group.westFaults.with(
        StoreFault.always(StoreOperation.DELETE, StoreFault.Kind.FAILS_BEFORE_EFFECT, OLD));

    stays(swept.twoLooksLater());
    assertThat(swept.warnings()).anyMatch(warning -> warning.contains("nothing more is removed"));
    assertThat(swept.deletes().problem()).isPresent();
  }

  @Test
  void whileCommitsOfTheTableAreInQuarantineItsFilesStay() {
    SweptGroup swept = vacuumed();
    Location kept =
        ControlFolder.of(swept.group.spec().region(WEST), "lakehouse")
            .quarantine(SimulatedGroup.WEST_TABLE)
            .resolve("13-abc/manifest.json");
    swept.group.westMemory.overwrite(NewObject.of(kept, new byte[] {1}));

    stays(swept.twoLooksLater());
    assertThat(swept.warnings()).anyMatch(warning -> warning.contains("in quarantine"));

    swept.group.westMemory.delete(kept);
    assertThat(swept.twoLooksLater().isInReplica(OLD)).isFalse();
  }

  @Test
  void aTableWithAbsolutePathsKeepsTheFilesOfTheWholeGroup() {
    SweptGroup swept = vacuumed();
    HandMadeTable other =
        new HandMadeTable(swept.group.eastMemory, Location.parse("s3://east/data/clone/"));
    other
        .create()
        .commit(
            1,
            """
            {"add":{"path":"s3://east/data/table/live-2.parquet","partitionValues":{},"size":20,"modificationTime":1,"dataChange":true}}
            """);

    stays(swept.twoLooksLater());
    assertThat(swept.warnings()).anyMatch(warning -> warning.contains("absolute paths"));
  }

  @Test
  void anOwnerThatWasReplacedRemovesNothing() {
    SweptGroup swept = vacuumed().oneLookLater();
    swept.untilJustAfterTheNextLook();
    SimulatedGroup group = swept.group;
    ControlLog log = new ControlLog(group.spec(), group.time);
    GroupRecord newest = log.newest().orElseThrow();
    GroupEvent taken = new GroupEvent.OwnershipTaken(new Owner("other", "other", ""));
    GroupStep step = FailoverGroup.step(newest, taken, group.time.now());
    var unused = log.append(Optional.of(newest), ((GroupStep.Next) step).record());

    swept.runFor(Duration.ofSeconds(5));
    stays(swept);
  }
}
