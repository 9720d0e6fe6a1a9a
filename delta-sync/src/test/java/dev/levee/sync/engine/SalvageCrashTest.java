package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.CrashingStore.Fuse;
import dev.levee.sync.engine.CrashingStore.Point;
import dev.levee.sync.engine.CrashingStore.ProcessDied;
import dev.levee.sync.engine.salvage.SalvageException;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.salvage.Verdict;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import io.delta.kernel.transaction.DataLayoutSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whenever the process dies that applies lost commits, and whatever call of a store fails or loses
 * its answer: each commit is there whole, with its files, or not at all; nothing is changed in the
 * old primary; and another run ends as if nothing had happened.
 */
class SalvageCrashTest {
  private static final Logger LOG = LoggerFactory.getLogger(SalvageCrashTest.class);
  private static final Location EVERYTHING_EAST = Location.parse("s3://east/");
  private static final Location EVERYTHING_WEST = Location.parse("s3://west/");

  private final SalvagedGroup forked =
      SalvagedGroup.failedOver(
          table -> table.create(Map.of(), DataLayoutSpec.noDataLayout()).appendBlindly(1));

  private SortedMap<String, byte[]> east;
  private SortedMap<String, byte[]> west;

  @Test
  void eachCommitIsThereWholeOrNotAtAll() {
    forked.east().appendBlindly(100).appendBatch("stream", 1, 200);
    forked.west().appendBlindly(300);
    forked.replicated();
    east = TwoRegions.objects(forked.group.eastMemory, EVERYTHING_EAST);
    west = TwoRegions.objects(forked.group.westMemory, EVERYTHING_WEST);
    Run whole = new Run(Fuse.none());
    assertThat(whole.apply()).isTrue();
    List<StoreCall> calls = List.copyOf(whole.calls);
    whole.assertFinished();
    int runs = 0;
    Set<StoreCall> readSinceChange = new HashSet<>();
    for (int call = 1; call <= calls.size(); call++) {
      if (calls.get(call - 1).operation().changes()) {
        for (Point point : Point.values()) {
          broken(new Fuse(call, point));
          runs++;
        }
        readSinceChange.clear();
      } else if (readSinceChange.add(calls.get(call - 1))) {
        broken(new Fuse(call, Point.FAILS_BEFORE_EFFECT));
        runs++;
      }
    }
    assertThat(runs).isGreaterThan(50);
    LOG.info("{} runs", runs);
  }

  private void broken(Fuse fuse) {
    Run run = new Run(fuse);
    try {
      boolean ended = run.apply();
      fuse.revive();
      assertThat(ended || run.apply()).as("the second run ends").isTrue();
      run.assertFinished();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(fuse.toString(), e);
    }
  }

  /** Both regions as the fork has left them, and processes that apply what was lost. */
  private final class Run {
    private final MemoryObjectStore eastStore = store("east", EVERYTHING_EAST, east);
    private final MemoryObjectStore westStore = store("west", EVERYTHING_WEST, west);
    private final Fuse fuse;
    private final List<StoreCall> calls = new ArrayList<>();

    /** Copying takes whatever is thrown for a store's failure, and goes on. */
    private final List<AssertionError> violations = new ArrayList<>();

    Run(Fuse fuse) {
      this.fuse = fuse;
    }

    private MemoryObjectStore store(String name, Location root, SortedMap<String, byte[]> objects) {
      MemoryObjectStore store = new MemoryObjectStore(name, forked.group.time);
      objects.forEach(
          (key, bytes) -> {
            var unused = store.createExclusive(NewObject.of(root.resolve(key), bytes));
          });
      return store;
    }

    /** Whether a process came to its end. */
    boolean apply() {
      try {
        return forked.salvage(spec()).apply().stream()
            .allMatch(commit -> commit.verdict() instanceof Verdict.Applied);
      } catch (ProcessDied | StoreException | SalvageException e) {
        return false;
      }
    }

    private GroupSpec spec() {
      GroupSpec spec = forked.group.spec();
      return new GroupSpec(
          spec.name(),
          List.of(region(spec, EAST, eastStore), region(spec, WEST, westStore)),
          spec.initialPrimaryRegion(),
          spec.mappings(),
          spec.discover(),
          spec.settings());
    }

    private RegionSpec region(GroupSpec spec, RegionName name, MemoryObjectStore store) {
      return new RegionSpec(
          name, new CrashingStore(store, fuse, this::carriedOut), spec.region(name).control());
    }

    private void carriedOut(StoreCall call, Object result) {
      calls.add(call);
      if (call.operation().changes()) {
        try {
          assertThat(call.operation()).isEqualTo(StoreOperation.CREATE_EXCLUSIVE);
          assertThat(call.location().toString()).startsWith("s3://west/data/table/");
          assertReadable();
        } catch (AssertionError e) {
          violations.add(e);
        }
      }
    }

    /** No gap in the log, and all files that it names. */
    private void assertReadable() {
      LogListing log = LogListing.read(westStore, SimulatedGroup.WEST_TABLE);
      long head = log.lastContiguousFrom(0);
      assertThat(log.newestCommit()).hasValue(head);
      for (FileAction.Add file :
          new KernelSnapshots(westStore).read(SimulatedGroup.WEST_TABLE, head).liveFiles()) {
        assertThat(westStore.head(SimulatedGroup.WEST_TABLE.resolve(file.path())))
            .as(file.path())
            .isPresent();
      }
    }

    void assertFinished() {
      assertThat(violations).isEmpty();
      assertThat(LogListing.read(westStore, SimulatedGroup.WEST_TABLE).newestCommit())
          .as("two commits more, none twice")
          .hasValue(5);
      assertThat(texts(TwoRegions.objects(eastStore, EVERYTHING_EAST))).isEqualTo(texts(east));
      long files =
          new KernelSnapshots(westStore).read(SimulatedGroup.WEST_TABLE, 5).liveFiles().size();
      assertThat(files).isEqualTo(4);
      int before = calls.size();
      assertThat(apply()).isTrue();
      assertThat(calls.subList(before, calls.size()))
          .as("another run changes nothing")
          .noneMatch(call -> call.operation().changes());
    }
  }

  private static Map<String, Integer> texts(SortedMap<String, byte[]> objects) {
    Map<String, Integer> texts = new TreeMap<>();
    objects.forEach((key, bytes) -> texts.put(key, Arrays.hashCode(bytes)));
    return texts;
  }
}
