package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryBuckets;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The steps of a first copy overlap: none waits for all of the step before it. */
class FirstCopyTest {
  private static final Time TIME = new SystemTime();
  private static final int COMMITS = 60;
  private static final int PAGE = 10;

  private final CountDownLatch happened = new CountDownLatch(1);
  private final MemoryObjectStore eastStore =
      new MemoryObjectStore("east", new MemoryBuckets(), TIME, PAGE);
  private final MemoryObjectStore westStore = new MemoryObjectStore("west", TIME);

  /** Has some calls wait until something has happened. */
  private final class Waiting extends InterceptedObjectStore {
    private final Predicate<StoreCall> held;
    private volatile boolean inVain;

    Waiting(ObjectStore store, Predicate<StoreCall> held) {
      super(store);
      this.held = held;
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      try {
        inVain |= held.test(call) && !happened.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return delegate.get();
    }
  }

  /** Tells that a call has been made. */
  private final class Telling extends InterceptedObjectStore {
    private final Predicate<StoreCall> told;

    Telling(ObjectStore store, Predicate<StoreCall> told) {
      super(store);
      this.told = told;
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      T answer = delegate.get();
      if (told.test(call)) {
        happened.countDown();
      }
      return answer;
    }
  }

  private static boolean isCreation(StoreCall call, String end) {
    return call.operation() == StoreOperation.CREATE_EXCLUSIVE
        && call.location().key().endsWith(end);
  }

  private void replicate(Waiting east, Telling west) {
    TwoRegions regions =
        new TwoRegions(
            east,
            Location.parse("s3://east-bucket/lake/"),
            west,
            Location.parse("s3://west-bucket/lake/"));
    HandMadeTable table = new HandMadeTable(eastStore, regions.table(EAST, "table")).create();
    for (int version = 1; version < COMMITS; version++) {
      table.add(version, "file-%02d".formatted(version), 10);
    }
    try (TwoRegions.RunningDaemon daemon = regions.start()) {
      daemon.awaitCaughtUp();
      assertThat(daemon.table("table").secondaryVersion()).hasValue(COMMITS - 1);
    }
    assertThat(TwoRegions.objects(westStore, regions.table(WEST, "table")))
        .hasSize(2 * COMMITS - 1);
    assertThat(east.inVain).isFalse();
  }

  @Test
  void aTableIsCopiedWhileItsFolderIsGoneThrough() {
    AtomicInteger pages = new AtomicInteger();
    replicate(
        new Waiting(
            eastStore,
            call ->
                call.operation() == StoreOperation.LIST
                    && call.location().key().endsWith("table/")
                    && pages.incrementAndGet() > 1),
        new Telling(westStore, call -> isCreation(call, "00000000000000000000.json")));
    assertThat(pages.get()).isGreaterThanOrEqualTo(COMMITS / PAGE);
  }

  @Test
  void filesAreCopiedWhileLaterCommitsAreRead() {
    replicate(
        new Waiting(
            eastStore,
            call ->
                call.operation() == StoreOperation.OPEN
                    && call.location().key().endsWith(LogListing.LOG_FOLDER + commit(40))),
        new Telling(westStore, call -> isCreation(call, "file-01")));
  }

  private static String commit(long version) {
    return "%020d.json".formatted(version);
  }
}
