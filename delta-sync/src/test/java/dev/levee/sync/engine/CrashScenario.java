package dev.levee.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.CrashingStore.Fuse;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryBuckets;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  /** What writers do to a table of the primary. */
  @FunctionalInterface
  interface Step {
    /** Writes. */
    void write(ObjectStore primary, Location table);
  }

  /** Runs it with every break there is; the number of runs. */
  int crashEverywhere() {
    Map<String, List<RequiredObject>> needed = new ConcurrentHashMap<>();
    return CrashRun.everywhere(
        name,
        fuse -> new Run(fuse, needed),
        whole -> {
          if (whole.hasAllOfThePrimarysHistory()) {
            whole.invariants.assertWhole();
          }
        });
  }

  /** One run, until all steps are replicated. */
  private final class Run extends CrashRun {
    private final ReplicaInvariants invariants;

    Run(Fuse fuse, Map<String, List<RequiredObject>> needed) {
      super(fuse, history, oneService);
      this.invariants =
          new ReplicaInvariants(ROOTS, primary, secondary, CONTROL.stagedRuns(), needed);
    }

    @Override
    void toTheEnd() {
      TableSync process = start();
      for (Step step : steps) {
        step.write(primary, ROOTS.source());
        process = replicate(process);
      }
      assertAnotherProcessChangesNothing();
    }

    @Override
    void afterCall(StoreCall call, Object result) {
      invariants.afterCall(call, result);
    }

    /** What a forced failover would find, had the primary been lost with the process. */
    @Override
    void afterDeath() {
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

    /** Not where history is cut short, nor where the replica keeps what log cleanup removed. */
    boolean hasAllOfThePrimarysHistory() {
      return history == History.FULL
          && LogListing.read(primary, ROOTS.source())
              .commits()
              .keySet()
              .containsAll(LogListing.read(secondary, ROOTS.target()).commits().keySet());
    }
  }
}
