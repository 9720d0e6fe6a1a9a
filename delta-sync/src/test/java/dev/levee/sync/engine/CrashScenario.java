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
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryBuckets;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;

/**
 * What is written to the primary, one step after the other, each replicated before the next. The
 * scenario is run once whole, then once for each call of a store and each way in which it can
 * break; a process that died is followed by one with empty memory.
 *
 * @param name of the scenario
 * @param history how much is replicated
 * @param oneService whether both regions are in one service, which copies by itself
 * @param steps the primary's writers, given their table
 */
record CrashScenario(String name, History history, boolean oneService, List<Step> steps) {
  private static final int MOST_PASSES = 30;
  private static final TableRoots ROOTS =
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

  private static final ControlFolder CONTROL =
      new ControlFolder(Location.parse("s3://west/_levee/group/"));
  private static final Location STAGED = CONTROL.stagedRuns();

  /** What writers do to a table of the primary. */
  @FunctionalInterface
  interface Step {
    /** Writes. */
    void write(ObjectStore primary, Location table);
  }

  /** Runs it with every break there is; the number of runs. */
  int crashEverywhere() {
    Map<String, List<RequiredObject>> needed = new HashMap<>();
    Run whole = new Run(Fuse.none(), needed);
    whole.toTheEnd();
    Map<String, byte[]> expected = whole.replica();
    if (whole.hasAllOfThePrimarysHistory()) {
      whole.invariants.assertWhole();
    }
    int runs = 1;
    for (int call = 1; call <= whole.fuse.calls(); call++) {
      for (Point point : Point.values()) {
        Fuse fuse = new Fuse(call, point);
        Run run = new Run(fuse, needed);
        if (!whole.isWorthBreaking(call, point)) {
          continue;
        }
        try {
          run.toTheEnd();
          assertThat(run.replica().keySet()).isEqualTo(expected.keySet());
          run.replica()
              .forEach((key, bytes) -> assertThat(bytes).as(key).isEqualTo(expected.get(key)));
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(name + ", call " + call + " " + point, e);
        }
        runs++;
      }
    }
    return runs;
  }

  /** One run, until all steps are replicated. */
  private final class Run {
    private final ManualTime time = new ManualTime();
    private final MemoryBuckets buckets = new MemoryBuckets();
    private final MemoryObjectStore primary = store("east");
    private final MemoryObjectStore secondary = store(oneService ? "east" : "west");
    private final ReplicaInvariants invariants;
    private final List<Boolean> changes = new ArrayList<>();

    /** Which calls read again what was read since the last change: they break in no other way. */
    private final List<Boolean> asBefore = new ArrayList<>();

    private final Set<StoreCall> readSinceChange = new HashSet<>();
    private final Fuse fuse;

    Run(Fuse fuse, Map<String, List<RequiredObject>> needed) {
      this.fuse = fuse;
      this.invariants = new ReplicaInvariants(ROOTS, primary, secondary, STAGED, needed);
    }

    private MemoryObjectStore store(String service) {
      return new MemoryObjectStore(service, buckets, time, 1000);
    }

    void toTheEnd() {
      TableSync process = start(fuse);
      for (Step step : steps) {
        step.write(primary, ROOTS.source());
        process = replicate(process);
      }
      assertAnotherProcessChangesNothing();
    }

    private TableSync replicate(TableSync first) {
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
          assertNothingOfThePrimaryIsNeeded();
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

    private void assertAnotherProcessChangesNothing() {
      int before = changesSoFar();
      assertThat(start(Fuse.none()).syncOnce()).isInstanceOf(PassResult.CaughtUp.class);
      assertThat(changesSoFar()).as("I12").isEqualTo(before);
    }

    /** What a forced failover would find, had the primary been lost with the process. */
    private void assertNothingOfThePrimaryIsNeeded() {
      MemoryObjectStore survivor = new MemoryObjectStore("west", new MemoryBuckets(), time, 1000);
      Location all = Location.parse("s3://west/");
      TwoRegions.objects(secondary, all)
          .forEach(
              (key, bytes) -> {
                var unused = survivor.createExclusive(NewObject.of(all.resolve(key), bytes));
              });
      GatedPublisher publisher = new GatedPublisher(new LogPublisher(survivor), openGate());
      assertThat(new StagedRuns(survivor, CONTROL, publisher).finishAll(Assertions::fail)).isTrue();
      invariants.assertReadableAlone(survivor);
    }

    private PublishGate openGate() {
      Lease lease = new Lease(time, Duration.ofDays(1));
      lease.renewed(time.nanoTime());
      return new PublishGate(lease);
    }

    /**
     * A process that dies between two changes leaves the same behind at whichever of the reads; it
     * dies right before the second of them. A read that is repeated between two changes fails once.
     */
    boolean isWorthBreaking(int call, Point point) {
      return changes.get(call - 1)
          || (point == Point.FAILS_BEFORE_EFFECT && !asBefore.get(call - 1));
    }

    private void carriedOut(StoreCall call, boolean change) {
      changes.add(change);
      if (change) {
        readSinceChange.clear();
      }
      asBefore.add(!change && !readSinceChange.add(call));
    }

    private int changesSoFar() {
      return (int) changes.stream().filter(change -> change).count();
    }

    /** Not where history is cut short, nor where the replica keeps what log cleanup removed. */
    boolean hasAllOfThePrimarysHistory() {
      return history == History.FULL
          && LogListing.read(primary, ROOTS.source())
              .commits()
              .keySet()
              .containsAll(LogListing.read(secondary, ROOTS.target()).commits().keySet());
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
                invariants.afterCall(call, result);
              });
      return new TableSync(context(source, target), history, Duration.ZERO);
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
}
