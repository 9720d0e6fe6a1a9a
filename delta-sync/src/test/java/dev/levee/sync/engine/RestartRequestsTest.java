package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreTraits;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a daemon with an empty memory asks the stores before it calls its tables replicated. */
class RestartRequestsTest {
  private static final String LOG = "data/table/_delta_log/";

  private final ManualTime time = new ManualTime();
  private final MemoryObjectStore east = new MemoryObjectStore("east", time);
  private final MemoryObjectStore west = new MemoryObjectStore("west", time);
  private CountingObjectStore primary;
  private CountingObjectStore secondary;

  /** A store with other traits. */
  private static final class Promising extends InterceptedObjectStore {
    private final StoreTraits traits;

    Promising(ObjectStore store, boolean etagIsMd5, boolean currentListings) {
      super(store);
      this.traits =
          new StoreTraits(
              store.traits().service(),
              true,
              etagIsMd5,
              store.traits().maxCopyBytes(),
              currentListings);
    }

    @Override
    public StoreTraits traits() {
      return traits;
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      return delegate.get();
    }
  }

  private HandMadeTable table() {
    return new HandMadeTable(east, Location.parse("s3://east/data/table/"));
  }

  private SteppedDaemon start(boolean etagIsMd5, boolean currentListings) {
    primary = new CountingObjectStore(new Promising(east, etagIsMd5, currentListings));
    secondary = new CountingObjectStore(new Promising(west, etagIsMd5, currentListings));
    Location data = Location.parse("s3://east/data/");
    LocationMapping mapping =
        new LocationMapping("data", Map.of(EAST, data, WEST, Location.parse("s3://west/data/")));
    GroupSpec spec =
        new GroupSpec(
            "lakehouse",
            List.of(
                new RegionSpec(EAST, primary, Location.parse("s3://east/_levee/")),
                new RegionSpec(WEST, secondary, Location.parse("s3://west/_levee/"))),
            EAST,
            new LocationMappings(List.of(mapping), RegionName::value),
            List.of(data),
            ReplicationSettings.defaults());
    return new SteppedDaemon("self", spec, time);
  }

  /** Replicates the table, stops, and starts again, until the table's replica was looked at. */
  private SteppedDaemon restarted(boolean etagIsMd5, boolean currentListings) {
    SteppedDaemon first = start(etagIsMd5, currentListings);
    while (first.status().tables() == 0 || first.status().replicationPoint().isEmpty()) {
      first.turn();
    }
    return taken(etagIsMd5, currentListings);
  }

  private SteppedDaemon taken(boolean etagIsMd5, boolean currentListings) {
    SteppedDaemon second = start(etagIsMd5, currentListings);
    while (secondary.calls().stream().noneMatch(RestartRequestsTest::isOfLog)) {
      second.turn();
    }
    return second;
  }

  private static boolean isOfLog(StoreCall call) {
    return call.location().key().startsWith(LOG);
  }

  private static List<StoreOperation> ofLog(CountingObjectStore store) {
    return store.calls().stream()
        .filter(RestartRequestsTest::isOfLog)
        .map(StoreCall::operation)
        .toList();
  }

  private long stagedListings() {
    return secondary.calls().stream()
        .filter(call -> call.location().key().contains("/staged/"))
        .count();
  }

  @Test
  void twoListingsTellThatBothSidesAreEqual() {
    table().create().add(1, "file", 10);
    SteppedDaemon daemon = restarted(true, true);
    assertThat(ofLog(primary)).containsExactly(StoreOperation.LIST);
    assertThat(ofLog(secondary)).containsExactly(StoreOperation.LIST);
    assertThat(stagedListings()).isOne();
    assertThat(daemon.status().tables()).isOne();
    assertThat(daemon.status().heldTables()).isZero();
    table().add(2, "another", 10);
    while (west.head(Location.parse("s3://west/" + LOG + "00000000000000000002.json")).isEmpty()) {
      daemon.turn();
    }
  }

  @Test
  void whereListingsMayLagBehindTheNextVersionIsAskedFor() {
    table().create().add(1, "file", 10);
    SteppedDaemon unused = restarted(true, false);
    assertThat(ofLog(primary)).containsExactly(StoreOperation.LIST, StoreOperation.OPEN);
  }

  @Test
  void whereEtagsDoNotTellTheBytesAreRead() {
    table().create().add(1, "file", 10);
    SteppedDaemon daemon = restarted(false, true);
    assertThat(ofLog(primary)).contains(StoreOperation.OPEN);
    assertThat(ofLog(secondary)).contains(StoreOperation.OPEN);
    assertThat(daemon.status().heldTables()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTableOfTheSameSizesThatWasCreatedAgainMeanwhileIsHeld(boolean etagIsMd5) {
    table().create().add(1, "file", 10);
    SteppedDaemon unused = restarted(etagIsMd5, true);
    Location commit = Location.parse("s3://east/" + LOG + "00000000000000000001.json");
    long size = east.head(commit).orElseThrow().size();
    east.delete(commit);
    table().add(1, "life", 10);
    assertThat(east.head(commit).orElseThrow().size()).isEqualTo(size);
    assertThat(taken(etagIsMd5, true).status().heldTables()).isOne();
  }
}
