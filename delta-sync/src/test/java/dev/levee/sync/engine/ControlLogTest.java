package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.engine.control.ControlLog;
import dev.levee.sync.engine.control.ControlLog.Append;
import dev.levee.sync.group.FailoverGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.group.GroupStep;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.testing.FaultyObjectStore;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Two regions, either of which may be out of reach; the secondary, west, leads. */
class ControlLogTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SimulatedGroup regions = new SimulatedGroup();
  private final ControlLog log = new ControlLog(regions.spec(), regions.time);
  private final ControlLog another = new ControlLog(regions.spec(), regions.time);

  private GroupRecord first() {
    GroupRecord first = FailoverGroup.create("lakehouse", EAST, WEST, "hash", NOW);
    assertThat(log.append(Optional.empty(), first)).isEqualTo(Append.DONE);
    return first;
  }

  private static GroupRecord after(GroupRecord record, GroupEvent event) {
    return ((GroupStep.Next) FailoverGroup.step(record, event, NOW)).record();
  }

  private static GroupRecord takenBy(String owner, GroupRecord record) {
    return after(record, new GroupEvent.OwnershipTaken(new Owner(owner, owner, "")));
  }

  private Append append(GroupRecord previous, GroupRecord next) {
    return log.append(Optional.of(previous), next);
  }

  private static void unreachable(FaultyObjectStore store) {
    for (StoreOperation operation : StoreOperation.values()) {
      store.with(StoreFault.always(operation, StoreFault.Kind.FAILS_BEFORE_EFFECT, ""));
    }
  }

  private boolean isIn(ObjectStore store, String bucket, GroupRecord record) {
    String key = SimulatedGroup.CONTROL + "%020d.json".formatted(record.number());
    return store.head(Location.parse("s3://" + bucket + "/" + key)).isPresent();
  }

  @Test
  void aRecordIsInBothRegions() {
    GroupRecord first = first();
    assertThat(isIn(regions.eastMemory, "east", first)).isTrue();
    assertThat(isIn(regions.westMemory, "west", first)).isTrue();
    assertThat(another.newest()).contains(first);
  }

  @Test
  void ofTwoThatGoOnFromOneRecordExactlyOneWins() {
    GroupRecord first = first();
    assertThat(another.append(Optional.of(first), takenBy("b", first))).isEqualTo(Append.DONE);
    assertThat(append(first, takenBy("a", first))).isEqualTo(Append.SUPERSEDED);
    assertThat(log.newest()).contains(takenBy("b", first));
  }

  @Test
  void withoutTheMirrorItGoesOnAndTriesItAgainAfterAWhile() {
    GroupRecord first = first();
    unreachable(regions.eastFaults);
    GroupRecord second = takenBy("a", first);
    GroupRecord third = takenBy("b", second);
    regions.east.reset();
    assertThat(append(first, second)).isEqualTo(Append.DONE);
    assertThat(append(second, third)).isEqualTo(Append.DONE);
    assertThat(regions.east.calls()).hasSize(1);
    assertThat(another.newest()).contains(third);
    regions.eastFaults.heal();
    regions.time.pass(Duration.ofMinutes(1));
    GroupRecord fourth = takenBy("c", third);
    assertThat(append(third, fourth)).isEqualTo(Append.DONE);
    assertThat(isIn(regions.eastMemory, "east", fourth)).isTrue();
  }

  @Test
  void withoutTheLeadNothingIsDecided() {
    GroupRecord first = first();
    unreachable(regions.westFaults);
    assertThatThrownBy(() -> append(first, takenBy("a", first))).isInstanceOf(StoreException.class);
    assertThatThrownBy(another::newest).isInstanceOf(StoreException.class);
    assertThat(isIn(regions.eastMemory, "east", takenBy("a", first))).isFalse();
  }

  @Test
  void aNewGroupIsNotBegunWhileOneSideCannotBeSeen() {
    unreachable(regions.eastFaults);
    assertThatThrownBy(log::newest).isInstanceOf(StoreException.class);
  }

  @Test
  void aLeadThatIsHandedOverIsInBothRegionsBeforeItCounts() {
    GroupRecord active = active(first());
    GroupRecord failingOver =
        after(
            active,
            new GroupEvent.FailoverRequested(
                WEST, FailoverType.FORCED, OptionalLong.empty(), false));
    GroupRecord switched = after(failingOver, new GroupEvent.ReplicationStopped());
    GroupRecord handedOver =
        after(switched, new GroupEvent.InitialReplicationEnded(Optional.empty()));
    assertThat(append(active, failingOver)).isEqualTo(Append.DONE);
    assertThat(append(failingOver, switched)).isEqualTo(Append.DONE);
    assertThat(switched.lead()).isEqualTo(WEST);
    assertThat(handedOver.lead()).isEqualTo(EAST);
    unreachable(regions.eastFaults);
    assertThatThrownBy(() -> append(switched, handedOver)).isInstanceOf(StoreException.class);
    assertThatThrownBy(another::newest).isInstanceOf(StoreException.class);
    regions.eastFaults.heal();
    assertThat(another.newest()).contains(handedOver);
    GroupRecord next = takenBy("b", handedOver);
    assertThat(another.append(Optional.of(handedOver), next)).isEqualTo(Append.DONE);
    assertThat(isIn(regions.eastMemory, "east", handedOver)).isTrue();
  }

  private GroupRecord active(GroupRecord first) {
    GroupRecord created = after(first, new GroupEvent.Created());
    GroupRecord active = after(created, new GroupEvent.InitialReplicationEnded(Optional.empty()));
    assertThat(append(first, created)).isEqualTo(Append.DONE);
    assertThat(append(created, active)).isEqualTo(Append.DONE);
    return active;
  }

  @Test
  void aRecordThatWasDelayedUntilItsNeighboursWerePrunedDoesNotCount() {
    GroupRecord record = first();
    GroupRecord stale = record;
    for (int i = 0; i < 200; i++) {
      GroupRecord next = takenBy("owner " + i, record);
      assertThat(append(record, next)).isEqualTo(Append.DONE);
      record = next;
    }
    GroupRecord delayed = takenBy("delayed", stale);
    assertThat(isIn(regions.westMemory, "west", delayed)).isFalse();
    assertThat(another.append(Optional.of(stale), delayed)).isEqualTo(Append.SUPERSEDED);
    assertThat(another.newest()).contains(record);
  }
}
