package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.StagedRunSearch;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.StoreOperation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that another daemon has left are found by one look for all tables, and finished. */
class StagedRunSearchTest {
  private static final Location LEFT = Location.parse("s3://west/data/left/");
  private static final Location OTHER = Location.parse("s3://west/data/other/");
  private static final Location COMMIT = LogListing.commit(LEFT, 3);
  private static final ControlFolder CONTROL =
      new ControlFolder(Location.parse("s3://west/_levee/lakehouse/"));

  private final ManualTime time = new ManualTime();
  private final CountingObjectStore store =
      new CountingObjectStore(new MemoryObjectStore("west", time));
  private final GatedPublisher publisher = publisher();
  private final StagedRunSearch search = new StagedRunSearch(store, CONTROL, time);

  private GatedPublisher publisher() {
    Lease lease = new Lease(time, Duration.ofDays(1));
    lease.renewed(time.nanoTime());
    return new GatedPublisher(new LogPublisher(store), new PublishGate(lease));
  }

  private StagedRuns runsOfOneTable() {
    return new StagedRuns(store, CONTROL, publisher, search);
  }

  private void stage(StagedRuns runs) throws TableHeldException {
    byte[] bytes = "{\"commitInfo\":{}}\n".getBytes(StandardCharsets.UTF_8);
    assertThat(runs.stage(LEFT, 3, List.of(NewObject.of(COMMIT, bytes)), List.of())).isPresent();
  }

  @Test
  void oneLookServesAllTablesAndARunThatWasLeftIsFinished() throws TableHeldException {
    stage(new StagedRuns(store, CONTROL, publisher));
    store.reset();
    assertThat(runsOfOneTable().finish(OTHER)).isTrue();
    for (int table = 0; table < 100; table++) {
      assertThat(search.test(OTHER.resolve(table + "/"))).isFalse();
    }
    assertThat(store.count(StoreOperation.LIST)).isOne();
    assertThat(runsOfOneTable().finish(LEFT)).isTrue();
    assertThat(store.head(COMMIT)).isPresent();
  }

  @Test
  void aLaterLookIsTakenAnew() throws TableHeldException {
    assertThat(search.test(LEFT)).isFalse();
    stage(new StagedRuns(store, CONTROL, publisher));
    time.pass(Duration.ofSeconds(11));
    assertThat(search.test(LEFT)).isTrue();
  }

  @Test
  void whatADaemonStagedItselfIsLookedForByItself() throws TableHeldException {
    StagedRuns runs = runsOfOneTable();
    assertThat(runs.finish(LEFT)).isTrue();
    stage(runs);
    assertThat(runs.finish(LEFT)).isTrue();
    assertThat(store.head(COMMIT)).isPresent();
  }
}
