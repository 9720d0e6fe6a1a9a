package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.engine.salvage.SalvageException;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreFault;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Salvage while others write, and while roles change. */
class SalvageConflictsTest {
  @Test
  void aStreamThatComesBackSkipsWhatWasAppliedForIt() {
    SalvagedGroup group =
        SalvagedGroup.failedOver(table -> SalvagedGroup.created(table).appendBatch("stream", 1, 1));
    group.east().appendBatch("stream", 2, 100).appendBatch("stream", 3, 200);
    group.replicated();
    assertThat(group.applied()).containsExactly("v2 applied as v3 now", "v3 applied as v4 now");
    assertThatThrownBy(() -> group.west().appendBatch("stream", 3, 900))
        .hasMessageContaining("stream");
    assertThat(group.applied()).containsExactly("v2 applied as v3", "v3 applied as v4");
  }

  @Test
  void aStreamThatHasSentItsBatchesAgainIsLeftAlone() {
    SalvagedGroup group =
        SalvagedGroup.failedOver(table -> SalvagedGroup.created(table).appendBatch("stream", 1, 1));
    group.east().appendBatch("stream", 2, 100).appendBatch("stream", 3, 200);
    group.west().appendBatch("stream", 2, 400);
    group.replicated();
    assertThat(group.applied().get(0)).isEqualTo("v2 sent again as v3");
    assertThat(group.applied().get(1))
        .startsWith("v3 not: the application stream has committed here since the fork");
    group.west().appendBatch("stream", 3, 500);
    assertThat(group.applied()).containsExactly("v2 sent again as v3", "v3 sent again as v4");
    group.west().appendBatch("stream", 9, 600);
    assertThat(group.applied()).containsExactly("v2 sent again as v3", "v3 sent again as v4");
  }

  /** Does something once, right before the salvage commit takes its version. */
  private static GroupSpec disturbed(SalvagedGroup group, Runnable disturbance) {
    Location version = LogListing.commit(SimulatedGroup.WEST_TABLE, 4);
    boolean[] done = {false};
    return group.withWest(
        new InterceptedObjectStore(group.group.westMemory) {
          @Override
          protected <T> T around(StoreCall call, Supplier<T> delegate) {
            boolean commits = call.operation() == StoreOperation.CREATE_EXCLUSIVE;
            if (commits && call.location().equals(version) && !done[0]) {
              done[0] = true;
              disturbance.run();
            }
            return delegate.get();
          }
        });
  }

  @Test
  void aWriterThatIsFasterIsFollowed() {
    SalvagedGroup group = SalvagedGroup.forked();
    GroupSpec spec = disturbed(group, () -> group.west().appendBlindly(400));
    assertThat(SalvagedGroup.texts(group.salvage(spec).apply()))
        .containsExactly("v2 applied as v5 now", "v3 applied as v6 now");
    group.assertRowsOfWest(table -> SalvagedGroup.everything(table).appendBlindly(400));
  }

  @Test
  void aWriterThatIsFasterMayMakeTheCommitNeedless() {
    SalvagedGroup group =
        SalvagedGroup.failedOver(table -> SalvagedGroup.created(table).appendBatch("stream", 1, 1));
    group.east().appendBatch("stream", 2, 100);
    group.west().appendBlindly(300);
    group.replicated();
    GroupSpec spec = disturbed(group, () -> group.west().appendBatch("stream", 2, 400));
    assertThat(SalvagedGroup.texts(group.salvage(spec).apply()))
        .containsExactly("v2 sent again as v4");
  }

  @Test
  void theRegionThatTookTheCommitsMayBeThePrimaryAgain() {
    SalvagedGroup group = SalvagedGroup.forked();
    group.failOver(EAST, FailoverType.PLANNED);
    group.replicated();
    assertThat(group.applied()).containsExactly("v2 applied as v5 now", "v3 applied as v6 now");
    group.replicated();
    group.assertRowsOfWest(SalvagedGroup::everything);
  }

  @Test
  void aSalvageThatIsLostItselfIsNotAppliedTwice() {
    SalvagedGroup group = SalvagedGroup.forked();
    assertThat(group.applied()).containsExactly("v2 applied as v4 now", "v3 applied as v5 now");
    group.group.westFaults.with(
        StoreFault.always(
            StoreOperation.OPEN, StoreFault.Kind.FAILS_BEFORE_EFFECT, LogFile.commitName(4)));
    group.failOver(EAST, FailoverType.FORCED);
    group.group.westFaults.heal();
    group.replicated();
    assertThat(group.applied())
        .containsExactly(
            "v2 applied as v5 now",
            "v3 applied as v6 now",
            "v4 sent again as v5",
            "v5 sent again as v6");
    group.replicated();
    group.assertRowsOfWest(SalvagedGroup::everything);
  }

  @Test
  void whileRolesChangeItIsRefused() {
    SalvagedGroup group = SalvagedGroup.forked();
    var unused = group.group.failover(EAST, FailoverType.PLANNED);
    group.group.runUntil(
        "failing over", () -> group.group.status().state() == GroupState.FAILING_OVER);
    assertThatThrownBy(group::salvage)
        .isInstanceOfSatisfying(
            SalvageException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(SalvageException.Kind.REFUSED))
        .hasMessage("group lakehouse is FAILING_OVER; salvage once its roles stand");
  }

  @Test
  void whenRolesChangeOnTheWayItStops() {
    SalvagedGroup group = SalvagedGroup.forked();
    var salvage = group.salvage();
    group.failOver(EAST, FailoverType.PLANNED);
    group.replicated();
    assertThatThrownBy(salvage::apply)
        .isInstanceOf(SalvageException.class)
        .hasMessage("the roles of group lakehouse have changed; start again");
    group.assertRowsOfWest(
        table -> SalvagedGroup.created(table).appendBlindly(1).appendBlindly(300));
  }

  @Test
  void withoutTheRegionThatTookTheCommitsNothingIsSaid() {
    SalvagedGroup group = SalvagedGroup.forked();
    group.group.eastFaults.with(
        new StoreFault(
            StoreOperation.LIST,
            StoreFault.Kind.ACCESS_DENIED,
            location -> location.key().contains("quarantine"),
            Integer.MAX_VALUE));
    assertThatThrownBy(() -> group.salvage().examine())
        .isInstanceOf(SalvageException.class)
        .hasMessageContaining("region east, which may have commits in quarantine, cannot be read");
  }

  @Test
  void withoutTheRegionThatLeadsNothingIsDecided() {
    SalvagedGroup group = SalvagedGroup.forked();
    group.group.eastFaults.with(
        new StoreFault(
            StoreOperation.LIST,
            StoreFault.Kind.ACCESS_DENIED,
            location -> true,
            Integer.MAX_VALUE));
    assertThat(group.group.status().primary()).isEqualTo(WEST);
    assertThatThrownBy(group::salvage).isInstanceOf(StoreException.class);
  }
}
