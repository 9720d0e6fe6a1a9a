package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.copy.FileCopier;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.CrashingStore.Fuse;
import dev.levee.sync.engine.CrashingStore.Point;
import dev.levee.sync.engine.CrashingStore.ProcessDied;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.LogRetirement;
import dev.levee.sync.engine.commit.LogRewriting;
import dev.levee.sync.engine.commit.LogSuccession;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableProgress;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.Lease;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryBuckets;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One table between two stores, replicated by processes of which one may die at a call of a store;
 * it is followed by one with empty memory. A scenario is run once whole, then once for each call
 * and each way in which it can break.
 */
abstract class CrashRun {
  private static final int MOST_PASSES = 30;
  static final TableRoots ROOTS =
      new TableRoots(
          new TableId("data", "table"),
          Location.parse("s3://east/table/"),
          Location.parse("s3://west/table/"));

  /** Tables lie in whole buckets, so that absolute paths may lead out of them. */
  static final PathTransform PATHS =
      PathTransform.between(
          new LocationMappings(
              List.of(
                  new LocationMapping(
                      "data",
                      Map.of(
                          TwoRegions.EAST,
                          Location.parse("s3://east/"),
                          TwoRegions.WEST,
                          Location.parse("s3://west/")))),
              RegionName::value),
          TwoRegions.EAST,
          TwoRegions.WEST);

  static final ControlFolder CONTROL = new ControlFolder(Location.parse("s3://west/_levee/group/"));

  final ManualTime time = new ManualTime();
  private final MemoryBuckets buckets = new MemoryBuckets();
  final MemoryObjectStore primary = store("east");
  final MemoryObjectStore secondary;
  private final List<Boolean> changes = new ArrayList<>();

  /** Which calls read again what was read since the last change: they break in no other way. */
  private final List<Boolean> asBefore = new ArrayList<>();

  private final Set<StoreCall> readSinceChange = new HashSet<>();
  private final Fuse fuse;
  private final History history;

  /**
   * A run that breaks where the fuse says.
   *
   * @param oneService whether both regions are in one service, which copies by itself
   */
  CrashRun(Fuse fuse, History history, boolean oneService) {
    this.fuse = fuse;
    this.history = history;
    this.secondary = store(oneService ? "east" : "west");
  }

  private MemoryObjectStore store(String service) {
    return new MemoryObjectStore(service, buckets, time, 1000);
  }

  /** Runs it with every break there is; the number of runs. */
  static <T extends CrashRun> int everywhere(
      String name, Function<Fuse, T> runs, Consumer<T> afterTheWhole) {
    T whole = runs.apply(Fuse.none());
    whole.toTheEnd();
    Map<String, byte[]> expected = whole.replica();
    afterTheWhole.accept(whole);
    List<Fuse> breaks = new ArrayList<>();
    for (int call = 1; call <= whole.calls(); call++) {
      for (Point point : Point.values()) {
        if (whole.isWorthBreaking(call, point)) {
          breaks.add(new Fuse(call, point));
        }
      }
    }
    breaks.parallelStream().forEach(fuse -> broken(name, runs.apply(fuse), expected));
    return 1 + breaks.size();
  }

  private static void broken(String name, CrashRun run, Map<String, byte[]> expected) {
    try {
      run.toTheEnd();
      assertThat(run.replica().keySet()).isEqualTo(expected.keySet());
      run.replica().forEach((key, bytes) -> assertThat(bytes).as(key).isEqualTo(expected.get(key)));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(name + ", " + run.fuse, e);
    }
  }

  /** Runs until all is replicated. */
  abstract void toTheEnd();

  /** Looks at the secondary after a call that it has carried out. */
  abstract void afterCall(StoreCall call, Object result);

  /** Looks at what a process that died has left. */
  abstract void afterDeath();

  int calls() {
    return fuse.calls();
  }

  /**
   * A process that dies between two changes leaves the same behind at whichever of the reads; it
   * dies right before the second of them. A read that is repeated between two changes fails once.
   */
  boolean isWorthBreaking(int call, Point point) {
    return changes.get(call - 1) || (point == Point.FAILS_BEFORE_EFFECT && !asBefore.get(call - 1));
  }

  private void carriedOut(StoreCall call, boolean change) {
    changes.add(change);
    if (change) {
      readSinceChange.clear();
    }
    asBefore.add(!change && !readSinceChange.add(call));
  }

  TableSync start() {
    return start(fuse);
  }

  /** Lets processes work until one has caught up; that one. */
  TableSync replicate(TableSync first) {
    TableSync process = first;
    PassResult last = null;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      try {
        last = process.syncOnce();
      } catch (ProcessDied e) {
        assertThat(fuse.isDead()).isTrue();
      }
      if (fuse.isDead()) {
        fuse.revive();
        afterDeath();
        process = start(fuse);
      } else if (last instanceof PassResult.CaughtUp) {
        return process;
      } else if (last instanceof PassResult.Held held) {
        throw new AssertionError(held.toString());
      }
      time.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("not caught up: " + last);
  }

  void assertAnotherProcessChangesNothing() {
    long before = changesSoFar();
    assertThat(start(Fuse.none()).syncOnce()).isInstanceOf(PassResult.CaughtUp.class);
    assertThat(changesSoFar()).as("I12").isEqualTo(before);
  }

  private long changesSoFar() {
    return changes.stream().filter(change -> change).count();
  }

  PublishGate openGate() {
    Lease lease = new Lease(time, Duration.ofDays(1));
    lease.renewed(time.nanoTime());
    return new PublishGate(lease);
  }

  Map<String, byte[]> replica() {
    return TwoRegions.objects(secondary, ROOTS.target());
  }

  private TableSync start(Fuse calls) {
    ObjectStore source =
        new CrashingStore(
            primary,
            calls,
            (call, result) -> {
              carriedOut(call, false);
              ReplicaInvariants.primaryIsOnlyRead(call, result);
            });
    ObjectStore target =
        new CrashingStore(
            secondary,
            calls,
            (call, result) -> {
              carriedOut(call, call.operation().changes());
              afterCall(call, result);
            });
    return new TableSync(context(source, target), history, Duration.ZERO, Duration.ZERO);
  }

  private TableContext context(ObjectStore source, ObjectStore target) {
    CopyExecutor inline = (table, task) -> task.run();
    TableProgress progress = new TableProgress();
    PublishGate gate = openGate();
    GatedPublisher publisher = new GatedPublisher(new LogPublisher(target), gate);
    FileCopier copier = new FileCopier(source, target, new CopySettings(5 << 20));
    return new TableContext(
        ROOTS,
        source,
        target,
        new TableCopier(ROOTS.table(), copier, inline, progress::ended, () -> true),
        inline,
        CatalogCommits.NONE,
        new LogRewriting(ROOTS, source, target, PATHS),
        new CommitPlanner(ROOTS, PATHS),
        publisher,
        new StagedRuns(target, CONTROL, publisher),
        new LogSuccession(
            "group",
            CONTROL,
            new LogRetirement(
                target,
                gate,
                new TableCopier(
                    ROOTS.table(),
                    new FileCopier(target, target, new CopySettings(5 << 20)),
                    inline,
                    kept -> {},
                    () -> true)),
            ReplicationSettings.OnRecreated.HOLD),
        progress,
        gate,
        warning -> {},
        time);
  }
}
