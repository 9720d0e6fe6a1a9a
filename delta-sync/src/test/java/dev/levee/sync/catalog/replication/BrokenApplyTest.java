package dev.levee.sync.catalog.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import dev.levee.sync.catalog.standin.RecordedRequest;
import dev.levee.sync.engine.CrashingStore;
import dev.levee.sync.engine.CrashingStore.Fuse;
import dev.levee.sync.engine.CrashingStore.Point;
import dev.levee.sync.engine.CrashingStore.ProcessDied;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a first replication breaks off, a daemon with empty memory ends it. */
class BrokenApplyTest {
  private static final ManualTime TIME = new ManualTime();
  private static ServerSide east;
  private static Map<AssetId, CatalogAsset> original;

  @BeforeAll
  static void fillTheEast() {
    east = new ServerSide("east", TIME).prepared();
    new GeneratedCatalog(7, east).fill(GeneratedCatalog.Extent.SMALL);
    original = withoutGrants(east);
  }

  @AfterAll
  static void closeTheEast() {
    east.close();
  }

  /** With the east as it is, which only the tests that fail over could change. */
  private static TwoServers fresh() {
    TwoServers two = TwoServers.beside(east, TIME);
    east.forgetReplicaInMemory();
    two.west.forgetReplicaInMemory();
    two.restart();
    return two;
  }

  @ParameterizedTest
  @EnumSource(Fault.Moment.class)
  void anotherDaemonEndsWhatWasCutOffAtAnyRequest(Fault.Moment moment) {
    List<RecordedRequest> whole = whole();
    for (RecordedRequest request : whole) {
      if (request.isChange() || isWorthBreaking(request, moment)) {
        try (TwoServers two = fresh()) {
          cutOff(two, request.number(), moment);
          two.restart();
          assertThat(two.cycle().targetProblem()).isEmpty();
          assertThat(two.differences()).as("cut off at %s", request).isEmpty();
          two.assertNothingIsLeftToDoAfterARestart();
        }
      }
    }
  }

  /** A read has no effect, and leaves the same behind as the change after it would. */
  private static boolean isWorthBreaking(RecordedRequest read, Fault.Moment moment) {
    return moment == Fault.Moment.BEFORE_EFFECT && read.number() % 7 == 0;
  }

  /** What never arrived must not look as if it had been dropped there. */
  @Test
  void aFailoverWhereverItWasCutOffLosesNothing() {
    for (RecordedRequest request : whole()) {
      if (request.method().equals("POST")) {
        try (TwoServers two = fresh()) {
          cutOff(two, request.number(), Fault.Moment.BEFORE_EFFECT);
          two.failover();
          two.firstCycleAfterFailover();
          TIME.pass(Duration.ofDays(2));
          two.cycle();
          assertThat(two.differences()).as("cut off at %s", request).isEmpty();
          assertThat(withoutGrants(east)).as("cut off at %s", request).isEqualTo(original);
        }
      }
    }
  }

  private static Map<AssetId, CatalogAsset> withoutGrants(ServerSide side) {
    Map<AssetId, CatalogAsset> assets = new TreeMap<>();
    side.read("sales").entries().forEach((id, entry) -> assets.put(id, entry.asset()));
    return assets;
  }

  private static List<RecordedRequest> whole() {
    try (TwoServers two = fresh()) {
      assertThat(two.cycle().targetProblem()).isEmpty();
      assertThat(two.differences()).isEmpty();
      List<RecordedRequest> changes = two.secondary().changes();
      assertThat(changes).hasSizeGreaterThan(20);
      return two.secondary().server.requests();
    }
  }

  private static void cutOff(TwoServers two, int number, Fault.Moment moment) {
    two.west.setFaults(Faults.cutOffFrom(number, moment));
    CycleReport unused = two.cycle();
    two.west.setFaults(Faults.none());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7})
  void aTargetThatFailsEveryNthRequestIsBroughtUpToDate(int n) {
    for (Fault fault :
        List.of(
            Fault.after(Fault.Outcome.ROW_UPDATED),
            Fault.after(Fault.Outcome.CUT_OFF),
            Fault.before(Fault.Outcome.TOO_MANY_REQUESTS))) {
      try (TwoServers two = fresh()) {
        two.west.setFaults(Faults.every(n, fault));
        for (int cycle = 0; cycle < 3; cycle++) {
          two.cycle();
        }
        two.west.setFaults(Faults.none());
        assertThat(two.differences()).as("every %d. request: %s", n, fault).isEmpty();
        two.assertNothingIsLeftToDo();
      }
    }
  }

  /** What was saved says what is Levee's, so that another daemon goes on with it. */
  @Test
  void aStoreThatBreaksAtAnyChangeKeepsWhatIsLevees() {
    List<Integer> changes = changesOfACycle();
    assertThat(changes).hasSizeGreaterThan(3);
    for (int call : changes) {
      for (Point point : List.of(Point.DIES_AFTER_EFFECT, Point.LOSES_ANSWER)) {
        Fuse fuse = new Fuse(call, point);
        try (TwoServers two = fresh()) {
          breaks(two, fuse);
          two.restart();
          assertThat(two.cycle().misfits())
              .as(fuse.toString())
              .noneMatch(misfit -> misfit.message().contains("before Levee"));
          assertThat(two.differences()).as(fuse.toString()).isEmpty();
          two.assertNothingIsLeftToDo();
        }
      }
    }
  }

  private static void breaks(TwoServers two, Fuse fuse) {
    two.restart(
        two.east.side(),
        two.west.side(new CrashingStore(two.west.store(), fuse, (call, result) -> {})));
    try {
      two.cycle();
    } catch (ProcessDied | CatalogException | StoreException expected) {
      assertThat(fuse.isNone()).isFalse();
    }
  }

  private static List<Integer> changesOfACycle() {
    List<Integer> changes = new ArrayList<>();
    Fuse none = Fuse.none();
    try (TwoServers two = fresh()) {
      CrashingStore counting =
          new CrashingStore(
              two.west.store(),
              none,
              (call, result) -> {
                if (call.operation().changes()) {
                  changes.add(none.calls());
                }
              });
      two.restart(two.east.side(), two.west.side(counting));
      two.cycle();
    }
    return changes;
  }
}
