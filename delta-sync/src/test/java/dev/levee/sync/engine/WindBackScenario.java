package dev.levee.sync.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.CrashingStore.Fuse;
import dev.levee.sync.engine.QuarantinedCommits.LostCommit;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.divergence.QuarantineManifests;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.SparkTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One of Spark's tables, forked: the new primary has it up to a version, a fence, and one commit
 * more; the old one, now the secondary, has all of it.
 *
 * @param name of the scenario
 * @param table Spark's
 * @param common the newest version that both have
 * @param writersGoOn whether writers of the old primary commit again whenever the process has died
 */
record WindBackScenario(String name, String table, long common, boolean writersGoOn) {
  private static final String LOG = "_delta_log/";
  private static final String ADDED = "added-by-the-new-primary";

  /** Runs it with every break there is; the number of runs. */
  int crashEverywhere() {
    Map<String, byte[]> files = SparkTables.files(table);
    return CrashRun.everywhere(
        name, fuse -> new Run(fuse, files), whole -> assertThat(whole.removed).isPositive());
  }

  /** One run, until both sides are equal. */
  private final class Run extends CrashRun {
    private final Map<String, byte[]> files;
    private final Map<String, byte[]> old;
    private final List<Map.Entry<String, byte[]>> lost = new ArrayList<>();
    private final boolean whole;
    private int removed;
    private int copied;

    Run(Fuse fuse, Map<String, byte[]> files) {
      super(fuse, History.FULL, false);
      this.files = files;
      this.old = new TreeMap<>(files);
      this.whole = fuse.isNone();
      files.forEach((key, bytes) -> put(secondary, ROOTS.target(), key, bytes));
      files.entrySet().stream().filter(file -> isAbove(file.getKey())).forEach(lost::add);
      files.entrySet().stream()
          .filter(file -> !isAbove(file.getKey()))
          .forEach(file -> put(primary, ROOTS.source(), file.getKey(), file.getValue()));
      new HandMadeTable(primary, ROOTS.source())
          .commit(common + 1, fence())
          .add(common + 2, ADDED, 20);
    }

    private String fence() {
      FenceCommit fence = new FenceCommit("group", 2, Instant.EPOCH);
      var state = new KernelSnapshots(primary).readWithoutFiles(ROOTS.source(), common);
      return new String(
          fence.after(
              new FenceCommit.Before(
                  common, state.metadata().hasInCommitTimestamps(), OptionalLong.empty())),
          UTF_8);
    }

    private static void put(ObjectStore store, Location root, String key, byte[] bytes) {
      var unused = store.createExclusive(NewObject.of(root.resolve(key), bytes));
    }

    /** What the log has above the fork. */
    private boolean isAbove(String key) {
      if (!key.startsWith(LOG)) {
        return false;
      }
      String file = key.substring(LOG.length());
      return file.matches("\\d{20}\\..*")
          ? Long.parseLong(file.substring(0, 20)) > common
          : LastCheckpointHint.parse(files.get(key)).orElseThrow().version() > common;
    }

    @Override
    void toTheEnd() {
      TableSync unused = replicate(start());
      assertThat(logFiles(secondary, ROOTS.target()))
          .containsExactlyInAnyOrderEntriesOf(logFiles(primary, ROOTS.source()));
      assertAllIsKept();
      assertThat(copied).as("files that were there are not copied").isLessThanOrEqualTo(2);
      assertAnotherProcessChangesNothing();
    }

    /** As text, for equality. */
    private static Map<String, String> logFiles(MemoryObjectStore store, Location root) {
      Map<String, String> files = new TreeMap<>();
      TwoRegions.objects(store, LogListing.folder(root))
          .forEach((key, bytes) -> files.put(key, Arrays.toString(bytes)));
      return files;
    }

    private void assertAllIsKept() {
      lost.forEach(object -> assertKept(object.getKey(), object.getValue()));
      files.forEach(
          (key, bytes) -> {
            if (!isAbove(key)) {
              assertThat(read(ROOTS.target().resolve(key))).as(key).contains(bytes);
            }
          });
      List<QuarantinedCommits> manifests =
          QuarantineManifests.below(secondary, CONTROL.quarantine());
      assertThat(manifests.stream().flatMap(m -> m.commits().stream()).map(LostCommit::md5))
          .containsExactlyInAnyOrderElementsOf(
              lost.stream()
                  .filter(object -> object.getKey().endsWith(".json"))
                  .map(object -> ObjectBody.of(object.getValue()).md5())
                  .toList());
      assertThat(writersGoOn || manifests.size() == 1).isTrue();
    }

    private void assertKept(String key, byte[] bytes) {
      assertThat(TwoRegions.objects(secondary, CONTROL.quarantine()).entrySet())
          .as(key + " is in the quarantine")
          .anyMatch(
              kept -> kept.getKey().endsWith("/" + key) && Arrays.equals(kept.getValue(), bytes));
    }

    private Optional<byte[]> read(Location location) {
      return secondary.open(location).map(ObjectContent::readAll);
    }

    @Override
    void afterDeath() {
      if (writersGoOn && !isFollowing()) {
        LogListing log = LogListing.read(secondary, ROOTS.target());
        long version = log.newestCommit().orElseThrow() + 1;
        byte[] commit =
            "{\"commitInfo\":{\"operation\":\"WRITE\",\"engineInfo\":\"unaware\",\"timestamp\":%d}}%n"
                .formatted(version)
                .getBytes(UTF_8);
        String key = LOG + LogFile.commitName(version);
        put(secondary, ROOTS.target(), key, commit);
        old.put(key, commit);
        lost.add(Map.entry(key, commit));
      }
    }

    /** From the second commit on, a writer is not one that merely goes on, but one of a replica. */
    private boolean isFollowing() {
      return read(LogListing.commit(ROOTS.target(), common + 2)).isPresent()
          && isOf(common + 2, false);
    }

    @Override
    void afterCall(StoreCall call, Object result) {
      Optional<String> key = call.location().relativeTo(ROOTS.target());
      if (!call.operation().changes() || key.isEmpty()) {
        return;
      }
      if (call.operation() == StoreOperation.DELETE) {
        assertThat(key.get()).startsWith(LOG);
        if (old.containsKey(key.get())) {
          assertKept(key.get(), old.get(key.get()));
        }
        removed++;
      } else if (!key.get().startsWith(LOG)) {
        assertThat(call.location().name()).isEqualTo(ADDED);
        copied++;
      }
      assertReadable();
    }

    private void assertReadable() {
      LogListing log = LogListing.read(secondary, ROOTS.target());
      HistoryStart start = HistoryStart.ofReaders(log).orElseThrow();
      long head = log.lastContiguousFrom(start.version());
      assertThat(log.commits().lastKey()).as("no gap for readers").isEqualTo(head);
      assertThat(head).isGreaterThanOrEqualTo(common);
      assertThat(log.checkpoints().stream().map(CheckpointFiles::version))
          .as("no checkpoint above the head")
          .allMatch(version -> version <= head);
      log.lastCheckpoint()
          .flatMap(hint -> read(hint.location()))
          .ifPresent(
              bytes ->
                  assertThat(log.checkpoints().stream().map(CheckpointFiles::version))
                      .as("_last_checkpoint")
                      .contains(LastCheckpointHint.parse(bytes).orElseThrow().version()));
      assertOneBranch(log);
      if (whole) {
        assertThat(new KernelSnapshots(secondary).read(ROOTS.target(), head).version())
            .isEqualTo(head);
      }
    }

    /** Commits above the fork are first the new primary's, then the old one's, if any. */
    private void assertOneBranch(LogListing log) {
      List<Long> above = List.copyOf(log.commits().tailMap(common, false).keySet());
      long won = above.stream().takeWhile(version -> isOf(version, false)).count();
      assertThat(above.stream().skip(won)).allMatch(version -> isOf(version, true));
      assertThat(writersGoOn || won == 0 || won == above.size()).as("one branch").isTrue();
    }

    private boolean isOf(long version, boolean ofOld) {
      byte[] found = read(LogListing.commit(ROOTS.target(), version)).orElseThrow();
      byte[] expected =
          ofOld
              ? old.get(LOG + LogFile.commitName(version))
              : primary
                  .open(LogListing.commit(ROOTS.source(), version))
                  .map(ObjectContent::readAll)
                  .orElse(null);
      return Arrays.equals(found, expected);
    }
  }
}
