package dev.levee.sync.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Sidecar;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.CheckpointSidecars;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.rewrite.CommitTransform;
import dev.levee.sync.rewrite.NotRewritableException;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import dev.levee.sync.testing.LogFold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What must hold of a replica at every moment. Checked after each change of the secondary; since
 * nothing is ever removed from a table there, it is enough to look at what the change has made
 * visible.
 *
 * <p>Commits that no reader sees yet, because nothing before them is there, owe nothing.
 */
final class ReplicaInvariants {
  private final TableRoots roots;
  private final ObjectStore primary;
  private final ObjectStore secondary;
  private final Map<String, List<RequiredObject>> needed;
  private final Set<Long> proven = new HashSet<>();
  private final Location staged;
  private long published = -1;

  /**
   * Looks at the stores themselves, past everything that counts or breaks calls.
   *
   * @param staged where runs are kept that readers must not stop in
   * @param needed what versions and checkpoints need, by their names: kept from run to run
   */
  ReplicaInvariants(
      TableRoots roots,
      ObjectStore primary,
      ObjectStore secondary,
      Location staged,
      Map<String, List<RequiredObject>> needed) {
    this.roots = roots;
    this.primary = primary;
    this.secondary = secondary;
    this.staged = staged;
    this.needed = needed;
  }

  /** I11: nothing is ever changed in the primary. */
  static void primaryIsOnlyRead(StoreCall call, Object result) {
    assertThat(call.operation().changes()).as(call.toString()).isFalse();
  }

  /** To be called after each call that the secondary has carried out. */
  void afterCall(StoreCall call, Object result) {
    if (!call.operation().changes()) {
      return;
    }
    if (call.location().relativeTo(staged).isPresent()) {
      return;
    }
    onlyAllowedChanges(call);
    boolean visible =
        switch (call.operation()) {
          case CREATE_EXCLUSIVE, COMPLETE_UPLOAD -> result instanceof CreateOutcome.Created;
          case OVERWRITE, COPY_WITHIN -> true;
          case LIST,
              HEAD,
              OPEN,
              READ_RANGE,
              BEGIN_UPLOAD,
              UPLOAD_PART,
              COPY_PART,
              ABORT_UPLOAD,
              DELETE ->
              false;
        };
    if (visible) {
      check(call.location());
    }
  }

  /** I10: exclusive creations, and the one hint that may be overwritten. */
  private static void onlyAllowedChanges(StoreCall call) {
    assertThat(call.operation()).as(call.toString()).isNotEqualTo(StoreOperation.DELETE);
    if (call.operation() == StoreOperation.OVERWRITE) {
      assertThat(call.location().name()).isEqualTo("_last_checkpoint");
    }
  }

  private void check(Location changed) {
    String key = changed.relativeTo(roots.target()).orElse("");
    if (key.startsWith("_delta_log/") && !key.startsWith("_delta_log/_sidecars/")) {
      assertSameInLog(changed);
      checkLog();
    } else {
      assertSameBytes(changed);
    }
  }

  /** I1, and the equality of I3. Another table's files lie below the same mapping. */
  private void assertSameBytes(Location changed) {
    assertThat(bytes(secondary, changed))
        .as(changed.toString())
        .isEqualTo(bytes(primary, counterpart(changed)));
  }

  private static Location counterpart(Location ofSecondary) {
    return new Location(ofSecondary.scheme(), "east", ofSecondary.key());
  }

  /** I1: the same bytes, or those that they become when paths are rewritten, and no path left. */
  private void assertSameInLog(Location changed) {
    byte[] found = bytes(secondary, changed);
    if (LogFile.parse(changed.name()) instanceof LogFile.Commit) {
      byte[] ours = bytes(primary, counterpart(changed));
      assertThat(found).as(changed.toString()).isEqualTo(rewritten(ours));
    } else if (isRewritten()) {
      assertThat(new String(found, ISO_8859_1)).as(changed.toString()).doesNotContain("s3://east/");
      LogFile file = LogFile.parse(changed.name());
      assertThat(file).isInstanceOfAny(LogFile.Checkpoint.class, LogFile.LastCheckpoint.class);
      if (file instanceof LogFile.Checkpoint checkpoint) {
        assertSameState(checkpoint.version());
      }
    } else {
      assertSameBytes(changed);
    }
  }

  private static byte[] rewritten(byte[] commit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      int unused =
          new CommitTransform(CrashRun.PATHS).apply(() -> new ByteArrayInputStream(commit), bytes);
    } catch (NotRewritableException | IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private boolean isRewritten() {
    return LogListing.read(secondary, roots.target()).commits().values().stream()
        .map(commit -> secondary.head(commit.location()).orElseThrow().metadata())
        .anyMatch(notes -> notes.containsKey(SourceNote.TRANSFORM));
  }

  private void assertSameState(long version) {
    Set<String> ours = new HashSet<>();
    new KernelSnapshots(primary)
        .read(roots.source(), version)
        .liveFiles()
        .forEach(add -> ours.add(CrashRun.PATHS.rewrite(add.path()).orElse(add.path())));
    assertThat(new KernelSnapshots(secondary).read(roots.target(), version).liveFiles())
        .extracting(FileAction.Add::path)
        .containsExactlyInAnyOrderElementsOf(ours);
  }

  private static byte[] bytes(ObjectStore store, Location location) {
    return store.open(location).map(ObjectContent::readAll).orElseThrow();
  }

  private void checkLog() {
    LogListing log = LogListing.read(secondary, roots.target());
    Optional<HistoryStart> start = HistoryStart.ofReaders(log);
    if (start.isEmpty()) {
      assertThat(log.checksums()).isEmpty();
      assertThat(log.lastCheckpoint()).isEmpty();
      return;
    }
    long first = start.get().version();
    long last = log.lastContiguousFrom(first);
    assertThat(log.commits().lastKey()).as("I2: no gap for readers").isEqualTo(last);
    assertThat(last).as("I2: never goes back").isGreaterThanOrEqualTo(published);
    published = last;
    for (long version : log.commits().keySet()) {
      if (proven.add(version)) {
        assertPresent("version " + version, () -> ofCommit(version));
      }
    }
    if (start.get().checkpoint().isPresent() && !replayable(log, first)) {
      assertPresent("live in " + first, () -> ofSnapshot(first));
    }
    assertThat(log.checksums().keySet()).as("I5").allMatch(version -> version <= last);
    assertThat(log.compactions()).as("I5").allMatch(compaction -> compaction.last() <= last);
    for (CheckpointFiles checkpoint : log.checkpoints()) {
      assertThat(log.commits().containsKey(checkpoint.version()) || isStaged(checkpoint.version()))
          .as("I5: checkpoint")
          .isTrue();
      assertPresent(checkpoint.files().get(0).location().name(), () -> ofCheckpoint(checkpoint));
    }
    log.lastCheckpoint().ifPresent(hint -> assertResolves(log, bytes(secondary, hint.location())));
  }

  private static boolean replayable(LogListing log, long version) {
    return log.lastContiguousFrom(0) >= version;
  }

  /** In passing a checkpoint may be ahead of its commit, which is kept to follow it. */
  private boolean isStaged(long version) {
    return TwoRegions.objects(secondary, staged).keySet().stream()
        .anyMatch(key -> key.contains(LogFile.commitName(version)));
  }

  /**
   * I17, and I4 without the primary: what is staged in this copy of the secondary can be finished
   * by itself, and what readers then see as the newest version has all of its files.
   */
  void assertReadableAlone(ObjectStore survivor) {
    LogListing log = LogListing.read(survivor, roots.target());
    HistoryStart.ofReaders(log)
        .ifPresent(
            live ->
                assertThat(log.checkpoints())
                    .as("I5: Delta Kernel refuses a checkpoint without its commit")
                    .allMatch(checkpoint -> log.commits().containsKey(checkpoint.version())));
    HistoryStart.ofReaders(log)
        .ifPresent(
            start -> {
              long last = log.lastContiguousFrom(start.version());
              boolean fromZero = log.lastContiguousFrom(0) == last;
              assertThat(
                      needed.computeIfAbsent("at " + last, unused -> at(survivor, last, fromZero)))
                  .as("I4: live in " + last)
                  .allMatch(object -> survivor.head(object.source()).isPresent());
            });
  }

  private List<RequiredObject> at(ObjectStore survivor, long version, boolean fromZero) {
    Snapshot snapshot =
        fromZero
            ? new LogFold(survivor, roots.target()).at(version)
            : new KernelSnapshots(survivor).read(roots.target(), version);
    return objects(
        new CommitPlanner(roots.reversed(), CrashRun.PATHS.inverse()).planSnapshot(snapshot));
  }

  private static void assertResolves(LogListing log, byte[] bytes) {
    LastCheckpointHint hint = LastCheckpointHint.parse(bytes).orElseThrow();
    assertThat(log.checkpoints().stream().map(CheckpointFiles::version))
        .as("I5: _last_checkpoint")
        .contains(hint.version());
  }

  /** I3: what is needed is there, unless the primary has lost it too. */
  private void assertPresent(String what, Supplier<List<RequiredObject>> needs) {
    List<RequiredObject> objects = needed.computeIfAbsent(what, unused -> needs.get());
    assertThat(objects)
        .as("I3: " + what)
        .allMatch(
            object ->
                secondary.head(object.target()).isPresent()
                    || primary.head(object.source()).isEmpty());
  }

  private List<RequiredObject> ofCommit(long version) {
    return planned(LogFold.read(primary, roots.source(), version));
  }

  private List<RequiredObject> ofSnapshot(long version) {
    Snapshot snapshot = new KernelSnapshots(primary).read(roots.source(), version);
    List<FileAction> files = List.copyOf(snapshot.liveFiles());
    return planned(
        new Commit(
            1, Optional.empty(), Optional.empty(), Optional.empty(), files, List.of(), Set.of()));
  }

  private List<RequiredObject> ofCheckpoint(CheckpointFiles checkpoint) {
    List<Sidecar> sidecars = new CheckpointSidecars(secondary).read(checkpoint);
    return objects(new CommitPlanner(roots).planSidecars(checkpoint.version(), sidecars));
  }

  private List<RequiredObject> planned(Commit commit) {
    return objects(new CommitPlanner(roots, CrashRun.PATHS).plan(commit, Protocol.legacy(1, 2)));
  }

  private static List<RequiredObject> objects(PlanOutcome outcome) {
    return ((PlanOutcome.Planned) outcome).plan().objects();
  }

  /** At the end both logs have the same files, as far as the replica's history reaches. */
  void assertWhole() {
    Map<String, byte[]> ours = logFiles(primary, roots.source());
    Map<String, byte[]> theirs = logFiles(secondary, roots.target());
    if (isRewritten()) {
      ours.keySet().removeIf(name -> name.endsWith(".crc"));
    }
    assertThat(theirs.keySet()).isEqualTo(ours.keySet());
    OptionalLong head = LogListing.read(primary, roots.source()).newestCommit();
    assertThat(OptionalLong.of(published)).isEqualTo(head);
  }

  private static Map<String, byte[]> logFiles(ObjectStore store, Location root) {
    Map<String, byte[]> files = new TreeMap<>(TwoRegions.objects(store, LogListing.folder(root)));
    files.remove("_last_vacuum_info");
    return files;
  }
}
