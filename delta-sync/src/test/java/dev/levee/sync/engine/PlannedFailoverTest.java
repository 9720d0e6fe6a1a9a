package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A planned failover loses nothing, or does not happen. */
class PlannedFailoverTest {
  private static final Location OTHER = Location.parse("s3://east/data/other/");

  /** Called with each call to the primary before it is made. */
  private Consumer<StoreCall> beforeCall = call -> {};

  private final List<String> blocked = new ArrayList<>();
  private Optional<String> stopFails = Optional.empty();
  private int failingLifts;

  private final SimulatedGroup group =
      new SimulatedGroup(
          this::watched, ReplicationSettings.defaults(), Optional.of(new RecordedBlock()));

  private ObjectStore watched(ObjectStore primary) {
    return new InterceptedObjectStore(primary) {
      @Override
      protected <T> T around(StoreCall call, Supplier<T> delegate) {
        beforeCall.accept(call);
        return delegate.get();
      }
    };
  }

  /** Writes down what is asked of it. */
  private final class RecordedBlock implements WriteBlock {
    @Override
    public void stop(RegionName region) {
      blocked.add("stop " + region);
      stopFails.ifPresent(
          why -> {
            throw new WriteBlockException(why);
          });
    }

    @Override
    public void lift(RegionName region) {
      blocked.add("lift " + region + " in " + group.status().state());
      if (failingLifts-- > 0) {
        throw new WriteBlockException("the policy could not be read");
      }
    }

    @Override
    public String description() {
      return "by the test";
    }
  }

  private void active() {
    group.table().create().add(1, "first", 10);
    run(GroupState.ACTIVE);
  }

  private void run(GroupState until) {
    group.runUntil("in " + until, () -> group.status().state() == until);
  }

  private void failOverIsDecided() {
    var unused = group.failover(WEST, FailoverType.PLANNED);
    run(GroupState.FAILING_OVER);
    group.runUntil("decided", () -> group.status().state() != GroupState.FAILING_OVER);
  }

  private static boolean isFenceOfPrimary(StoreCall call, long version) {
    return call.operation() == StoreOperation.CREATE_EXCLUSIVE
        && call.location().equals(LogListing.commit(SimulatedGroup.EAST_TABLE, version));
  }

  private byte[] commit(ObjectStore store, Location root, long version) {
    return store.open(LogListing.commit(root, version)).map(ObjectContent::readAll).orElseThrow();
  }

  @Test
  void bothSidesGetTheSameFenceAtTheSameVersion() {
    active();
    failOverIsDecided();
    run(GroupState.ACTIVE);
    assertThat(group.status().primary()).isEqualTo(WEST);
    assertThat(commit(group.eastMemory, SimulatedGroup.EAST_TABLE, 2))
        .isEqualTo(commit(group.westMemory, SimulatedGroup.WEST_TABLE, 2))
        .asString()
        .contains("LEVEE FENCE");
    assertThat(group.eastMemory.head(LogListing.commit(SimulatedGroup.EAST_TABLE, 3))).isEmpty();
    assertThat(group.westMemory.head(LogListing.commit(SimulatedGroup.WEST_TABLE, 3))).isEmpty();
  }

  @Test
  void aCommitAfterTheLastLookGivesItUp() {
    active();
    beforeCall =
        call -> {
          if (isFenceOfPrimary(call, 2)) {
            beforeCall = later -> {};
            group.table().add(2, "late", 10);
          }
        };
    failOverIsDecided();
    assertThat(group.status().primary()).isEqualTo(EAST);
    assertThat(group.status().problem())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("data/table was written to in the primary", "at version 2"));
    group.runUntil(
        "the late commit is replicated",
        () -> group.westMemory.head(LogListing.commit(SimulatedGroup.WEST_TABLE, 2)).isPresent());
    failOverIsDecided();
    assertThat(group.status().primary()).isEqualTo(WEST);
  }

  @Test
  void aTableThatAppearsAfterTheLastLookGivesItUp() {
    active();
    beforeCall =
        call -> {
          if (isFenceOfPrimary(call, 2)) {
            beforeCall = later -> {};
          } else if (call.operation() == StoreOperation.LIST
              && group.status().state() == GroupState.FAILING_OVER
              && group.westMemory.head(LogListing.commit(OTHER, 0)).isEmpty()
              && group.eastMemory.head(LogListing.commit(OTHER, 0)).isEmpty()
              && isLastLook()) {
            new HandMadeTable(group.eastMemory, OTHER).create();
          }
        };
    failOverIsDecided();
    assertThat(group.status().primary()).isEqualTo(EAST);
    assertThat(group.status().problem())
        .hasValueSatisfying(why -> assertThat(why).contains("data/other is not replicated"));
  }

  private boolean isLastLook() {
    return group.events.after(0).stream()
        .anyMatch(event -> event.message().contains("both sides are equal"));
  }

  @Test
  void afterAFenceThatWasMadeAloneTheNextAttemptMakesAnother() {
    active();
    Location second = LogListing.commit(Location.parse("s3://east/data/zebra/"), 1);
    new HandMadeTable(group.eastMemory, Location.parse("s3://east/data/zebra/")).create();
    group.runUntil(
        "live",
        () ->
            group
                .westMemory
                .head(LogListing.commit(Location.parse("s3://west/data/zebra/"), 0))
                .isPresent());
    beforeCall =
        call -> {
          if (call.operation() == StoreOperation.CREATE_EXCLUSIVE
              && call.location().equals(second)) {
            throw new StoreException(StoreException.Kind.ACCESS_DENIED, "no");
          }
        };
    failOverIsDecided();
    assertThat(group.status().primary()).isEqualTo(EAST);
    beforeCall = call -> {};
    group.runUntil(
        "the fence is history",
        () -> group.westMemory.head(LogListing.commit(SimulatedGroup.WEST_TABLE, 2)).isPresent());
    failOverIsDecided();
    assertThat(group.status().primary()).isEqualTo(WEST);
    assertThat(commit(group.eastMemory, SimulatedGroup.EAST_TABLE, 3))
        .isEqualTo(commit(group.westMemory, SimulatedGroup.WEST_TABLE, 3));
  }

  @Test
  void aPrimaryThatGoesAwayAtTheLastLookGivesItUp() {
    active();
    beforeCall =
        call -> {
          if (isLastLook() && !call.location().key().startsWith("_levee/")) {
            throw new StoreException(StoreException.Kind.TRANSIENT, "connection reset");
          }
        };
    failOverIsDecided();
    assertThat(group.status().primary()).isEqualTo(EAST);
    assertThat(group.status().problem())
        .hasValueSatisfying(why -> assertThat(why).contains("connection reset"));
  }

  @Test
  void writersAreStoppedFirstAndLetGoOnAtTheEnd() {
    active();
    failOverIsDecided();
    run(GroupState.ACTIVE);
    failingLifts = 1;
    group.runUntil("let go on", () -> blocked.size() == 3);
    assertThat(blocked).containsExactly("stop east", "lift east in ACTIVE", "lift east in ACTIVE");
    assertThat(group.events.after(0))
        .anyMatch(event -> event.message().contains("cannot be let go on yet"))
        .anyMatch(event -> event.message().equals("writers of east may go on"));
  }

  @Test
  void writersThatCannotBeStoppedGiveItUp() {
    active();
    stopFails = Optional.of("stop.sh ended with 3");
    failOverIsDecided();
    assertThat(group.status().primary()).isEqualTo(EAST);
    assertThat(group.status().problem())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("writers of east could not be stopped: stop.sh ended with 3"));
    group.runUntil("those that were are let go on", () -> blocked.size() == 2);
    assertThat(blocked).containsExactly("stop east", "lift east in ACTIVE");
  }

  @Test
  void aForcedFailoverStopsNobody() {
    active();
    var unused = group.failover(WEST, FailoverType.FORCED);
    group.runUntil("switched", () -> group.status().primary().equals(WEST));
    run(GroupState.ACTIVE);
    assertThat(blocked).isEmpty();
  }

  @Test
  void anAttemptThatAForcedOneHasOvertakenFencesNothing() {
    active();
    List<Runnable> kept = new ArrayList<>();
    boolean[] keep = {false};
    SteppedDaemon daemon =
        new SteppedDaemon(
            "self",
            group.spec(),
            group.time,
            task -> {
              if (keep[0]) {
                kept.add(task);
              } else {
                task.run();
              }
            });
    turn(daemon, () -> daemon.status().role() == GroupStatus.Role.OWNER);
    daemon.failover(WEST, FailoverType.PLANNED);
    beforeCall = call -> keep[0] |= isDrained();
    turn(daemon, () -> !kept.isEmpty());
    beforeCall = call -> {};
    daemon.failover(WEST, FailoverType.FORCED);
    turn(daemon, () -> kept.size() == 2);
    kept.get(0).run();
    assertThat(group.eastMemory.head(LogListing.commit(SimulatedGroup.EAST_TABLE, 2))).isEmpty();
    keep[0] = false;
    kept.get(1).run();
    turn(daemon, () -> daemon.status().primary().equals(WEST));
    turn(daemon, () -> daemon.status().state() == GroupState.ACTIVE);
    assertThat(commit(group.eastMemory, SimulatedGroup.EAST_TABLE, 2))
        .isEqualTo(commit(group.westMemory, SimulatedGroup.WEST_TABLE, 2));
  }

  /** By the control records of the region that leads, past the watched store. */
  private boolean isDrained() {
    Listing records =
        new Listing(
            group.westMemory,
            ListRequest.oneLevelBelow(Location.parse("s3://west/" + SimulatedGroup.CONTROL)));
    String newest = "";
    while (records.hasNext()) {
      Location record = records.next().location();
      newest =
          group
              .westMemory
              .open(record)
              .map(ObjectContent::readAll)
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .get();
    }
    return newest.contains("FENCING_PRIMARY");
  }

  private static void turn(SteppedDaemon daemon, BooleanSupplier until) {
    for (int turn = 0; !until.getAsBoolean(); turn++) {
      assertThat(turn).as(daemon.status()::toString).isLessThan(2_000);
      daemon.turn();
    }
  }
}
