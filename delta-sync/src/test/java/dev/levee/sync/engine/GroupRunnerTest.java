package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.control.ControlLog;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.group.Owner;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The group's thread through every kind of trouble, on a simulated clock. */
class GroupRunnerTest {
  private static final int ATTEMPTS_OF_ONE_RECORD = 3;

  private static SimulatedGroup active() {
    SimulatedGroup group = new SimulatedGroup();
    group.table().create().add(1, "first", 10);
    run(group, GroupState.ACTIVE);
    return group;
  }

  private static void run(SimulatedGroup group, GroupState until) {
    group.runUntil("in " + until, () -> group.status().state() == until);
  }

  @Test
  void aGroupWhoseCreationWasCutOffIsCreatedLater() {
    for (int record = 0; record < 5; record++) {
      SimulatedGroup group = new SimulatedGroup();
      long number = record + 1L;
      group.westFaults.with(
          new StoreFault(
              StoreOperation.CREATE_EXCLUSIVE,
              StoreFault.Kind.FAILS_BEFORE_EFFECT,
              location -> location.key().endsWith("%020d.json".formatted(number)),
              ATTEMPTS_OF_ONE_RECORD));
      group.table().create();
      run(group, GroupState.ACTIVE);
    }
  }

  @Test
  void aFailoverGoesOnWhereARecordCouldNotBeWritten() {
    for (FailoverType type : FailoverType.values()) {
      for (int written = 0; written < 4; written++) {
        SimulatedGroup group = active();
        group.westFaults.with(records(written, ATTEMPTS_OF_ONE_RECORD));
        var first = group.failover(WEST, type);
        group.runUntil("answered", first::isDone);
        if (!first.join().getClass().equals(FailoverAnswer.Accepted.class)) {
          var unused = group.failover(WEST, type);
        }
        group.runUntil("switched", () -> group.status().primary().equals(WEST));
        assertThat(group.status().epoch()).isEqualTo(2);
        run(group, GroupState.ACTIVE);
      }
    }
  }

  /** Lets the record after so many good ones fail so many times. */
  private static StoreFault records(int good, int times) {
    int[] seen = {0};
    return new StoreFault(
        StoreOperation.CREATE_EXCLUSIVE,
        StoreFault.Kind.FAILS_BEFORE_EFFECT,
        location -> location.key().startsWith(SimulatedGroup.CONTROL) && seen[0]++ >= good,
        times);
  }

  @Test
  void aRequestThatCannotBeRecordedLeavesTheGroupRunning() {
    SimulatedGroup group = active();
    group.westFaults.with(records(0, ATTEMPTS_OF_ONE_RECORD));
    group.runner().pause(true);
    group.runUntil("in trouble", () -> group.status().problem().isPresent());
    group.table().add(2, "second", 20);
    group.runUntil(
        "replicated",
        () -> group.westMemory.head(LogListing.commit(SimulatedGroup.WEST_TABLE, 2)).isPresent());
  }

  @Test
  void aStoreThatRefusesAtOnceIsNotAskedWithoutPause() {
    SimulatedGroup group = active();
    group.westFaults.with(
        StoreFault.always(StoreOperation.CREATE_EXCLUSIVE, StoreFault.Kind.ACCESS_DENIED, ""));
    group.west.reset();
    Instant end = group.time.now().plusSeconds(60);
    group.runUntil("a minute later", () -> group.time.now().isAfter(end));
    assertThat(group.west.calls().size()).isLessThan(1000);
  }

  @Test
  void aFaultOfLeveeItselfIsReportedAndThePassIsMadeAgain() {
    boolean[] broken = {false};
    SimulatedGroup group =
        new SimulatedGroup(
            store ->
                broken(
                    store,
                    () -> {
                      if (broken[0]) {
                        broken[0] = false;
                        throw new StackOverflowError("a fault");
                      }
                    }));
    group.table().create();
    run(group, GroupState.ACTIVE);
    for (int i = 0; i < 10; i++) {
      broken[0] = true;
      long version = i + 1L;
      group.table().add(version, "file-" + version, 10);
      group.runUntil(
          "replicated",
          () ->
              !broken[0]
                  && group
                      .westMemory
                      .head(LogListing.commit(SimulatedGroup.WEST_TABLE, version))
                      .isPresent());
    }
  }

  private static ObjectStore broken(ObjectStore store, Runnable before) {
    return new InterceptedObjectStore(store) {
      @Override
      protected <T> T around(StoreCall call, Supplier<T> delegate) {
        before.run();
        return delegate.get();
      }
    };
  }

  @Test
  void aForcedFailoverDoesNotWaitForADeadPrimary() {
    SimulatedGroup group = active();
    for (StoreOperation operation : StoreOperation.values()) {
      group.eastFaults.with(StoreFault.always(operation, StoreFault.Kind.FAILS_BEFORE_EFFECT, ""));
    }
    Instant before = group.time.now();
    group.east.reset();
    var unused = group.failover(WEST, FailoverType.FORCED);
    group.runUntil("switched", () -> group.status().primary().equals(WEST));
    assertThat(Duration.between(before, group.time.now())).isLessThan(Duration.ofSeconds(2));
    assertThat(group.east.count(StoreOperation.CREATE_EXCLUSIVE)).isLessThanOrEqualTo(1);
  }

  @Test
  void aPlannedFailoverThatStillDrainsCanBeForced() {
    SimulatedGroup group = active();
    var planned = group.failover(WEST, FailoverType.PLANNED);
    var forced = group.failover(WEST, FailoverType.FORCED);
    Instant before = group.time.now();
    group.runUntil("switched", () -> group.status().primary().equals(WEST));
    assertThat(planned).isCompletedWithValueMatching(FailoverAnswer.Accepted.class::isInstance);
    assertThat(forced).isCompletedWithValueMatching(FailoverAnswer.Accepted.class::isInstance);
    assertThat(Duration.between(before, group.time.now())).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aRetriedRequestDoesNotFlipBack() {
    SimulatedGroup group = active();
    var first = group.failover(WEST, FailoverType.FORCED);
    run(group, GroupState.ACTIVE);
    group.runUntil("switched", () -> group.status().primary().equals(WEST));
    var again = group.failover(WEST, FailoverType.FORCED);
    group.runUntil("answered", again::isDone);
    assertThat(first).isDone();
    assertThat(again).isCompletedWithValueMatching(FailoverAnswer.AlreadyThere.class::isInstance);
    assertThat(group.status().epoch()).isEqualTo(2);
  }

  @Test
  void aTableThatIsGoneAndComesBackHoldsTheReplicationPointBack() {
    SimulatedGroup group = active();
    new HandMadeTable(group.eastMemory, Location.parse("s3://east/data/other/")).create();
    group.runUntil("two tables", () -> group.status().tables() == 2);
    for (long version = 0; version <= 1; version++) {
      group.eastMemory.delete(LogListing.commit(SimulatedGroup.EAST_TABLE, version));
    }
    group.runUntil("gone", () -> tableIsMissing(group));
    Instant back = group.time.now();
    group.table().create();
    Instant later = back.plusSeconds(30);
    group.runUntil("a little later", () -> group.time.now().isAfter(later));
    assertThat(group.status().replicationPoint().orElseThrow()).isBeforeOrEqualTo(back);
  }

  private static boolean tableIsMissing(SimulatedGroup group) {
    return group.events.after(0).stream()
        .anyMatch(event -> event.kind() == ReplicationEvent.Kind.TABLE_GONE);
  }

  @Test
  void theReplicationPointIsNeverAfterACommitThatIsNotPublished() {
    SimulatedGroup group = active();
    group.westFaults.with(
        StoreFault.always(
            StoreOperation.CREATE_EXCLUSIVE, StoreFault.Kind.FAILS_BEFORE_EFFECT, "2.json"));
    Instant written = group.time.now();
    group.table().add(2, "second", 20);
    group.runUntil("a minute later", () -> group.time.now().isAfter(written.plusSeconds(60)));
    assertThat(group.status().replicationPoint().orElseThrow()).isBeforeOrEqualTo(written);
    assertThat(group.status().primary()).isEqualTo(EAST);
  }

  @Test
  void anOwnerThatWasPausedAndReplacedPublishesNothing() {
    SimulatedGroup group = active();
    ControlLog log = new ControlLog(group.spec(), group.time);
    GroupRecord newest = log.newest().orElseThrow();
    GroupStep taken =
        FailoverGroup.step(
            newest,
            new GroupEvent.OwnershipTaken(new Owner("other", "other", "")),
            group.time.now());
    group.time.pass(ReplicationSettings.defaults().leaseTtl());
    assertThat(log.append(Optional.of(newest), ((GroupStep.Next) taken).record()))
        .isEqualTo(ControlLog.Append.DONE);
    group.table().add(2, "second", 20);
    Instant end = group.time.now().plusSeconds(10);
    group.runUntil("ten seconds later", () -> group.time.now().isAfter(end));
    assertThat(group.status().role()).isEqualTo(GroupStatus.Role.STANDBY);
    assertThat(group.westMemory.head(LogListing.commit(SimulatedGroup.WEST_TABLE, 2))).isEmpty();
  }
}
