package dev.levee.sync.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.testing.StoreOperation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold of a table after every change that a daemon has made to it. */
final class ReplicaCheck {
  private static final long IN_FLIGHT = Duration.ofSeconds(2).toNanos();

  private final Map<String, List<CommitRecord>> fences = new HashMap<>();
  private final World world;
  private final Lake lake;
  private final Roles roles;
  private final Explanations explanations;

  ReplicaCheck(World world, Lake lake, Roles roles, Explanations explanations) {
    this.explanations = explanations;
    this.world = world;
    this.lake = lake;
    this.roles = roles;
  }

  /** To be called once the model knows of the change. */
  void carriedOut(StoreEffect effect) {
    Optional<Lake.Place> found = Lake.place(effect.region(), effect.location());
    if (!effect.process().daemon) {
      return;
    }
    if (found.isEmpty()) {
      checkControl(effect);
      return;
    }
    Lake.Place place = found.get();
    Optional<LogFile> file = place.logFile();
    Violation.unless(
        effect.operation() != StoreOperation.OVERWRITE
            || file.filter(LogFile.LastCheckpoint.class::isInstance).isPresent(),
        "I10: %s overwrote %s",
        effect.process(),
        effect.location());
    if (effect.operation() == StoreOperation.DELETE) {
      checkDelete(effect, place);
    } else if (file.isEmpty()) {
      checkFile(effect, place);
    } else if (file.get() instanceof LogFile.Commit commit) {
      checkCommit(effect, place.table(), commit.version());
    } else if (file.get() instanceof LogFile.Checkpoint checkpoint) {
      checkCheckpoint(effect, place.table(), checkpoint.version());
    }
    if (file.isPresent()) {
      checkLog(effect, place.table());
    }
  }

  private static void checkControl(StoreEffect effect) {
    boolean deleted = effect.operation() == StoreOperation.DELETE;
    String key = effect.location().key();
    Violation.unless(
        !deleted
            || key.contains("/staged/")
            || key.contains("/control/")
            || key.contains("/standby/"),
        "I10: %s deleted %s",
        effect.process(),
        effect.location());
  }

  private void checkFile(StoreEffect effect, Lake.Place place) {
    Violation.unless(
        lake.file(place.table(), place.path())
            .filter(bytes -> Arrays.equals(bytes, bytes(effect.region(), effect.location())))
            .isPresent(),
        "I3: %s has other bytes than its source",
        effect.location());
  }

  private static byte[] bytes(Region region, Location location) {
    return region.store.open(location).map(ObjectContent::readAll).orElse(null);
  }

  private void checkCommit(StoreEffect effect, String table, long version) {
    Region region = effect.region();
    CommitRecord commit = lake.history(region, table).commits.get(version);
    if (commit == null) {
      return;
    }
    CommitRecord ours = lake.history(world.otherThan(region), table).commits.get(version);
    boolean isOurs = ours != null && ours.hasSameBytes(commit);
    boolean wasOurs = ours == null && isCopyOfFence(table, commit);
    if (commit.isFence() && ((!isOurs && !wasOurs) || region == roles.primary())) {
      checkFence(effect, commit);
      fences.computeIfAbsent(table, unused -> new ArrayList<>()).add(commit);
    } else {
      Violation.unless(
          region != roles.primary(),
          "I7: %s put version %d into %s, which is the primary",
          effect.process(),
          version,
          region.table(table));
      Violation.unless(
          isOurs || wasOurs || (ours == null && lake.isKnown(commit)),
          "I1: version %d of %s is not the primary's",
          version,
          region.table(table));
    }
    checkClosure(region, table, commit);
    checkNothingOtherFollows(region, table, commit);
  }

  /**
   * Log cleanup may take a fence from the primary after it was read there and before it is here.
   */
  private boolean isCopyOfFence(String table, CommitRecord commit) {
    return fences.getOrDefault(table, List.of()).stream().anyMatch(commit::hasSameBytes);
  }

  /**
   * I4: readers never see one branch behind another, but for what a writer had sent before the log
   * was wound back, and what arrives right after.
   */
  private void checkNothingOtherFollows(Region region, String table, CommitRecord commit) {
    long version = commit.version();
    TableHistory theirs = lake.history(world.otherThan(region), table);
    for (CommitRecord next : lake.history(region, table).commits.tailMap(version, false).values()) {
      CommitRecord ours = theirs.commits.get(next.version());
      if (commit.isFence() && next.version() > version + 1) {
        // Known: the fence fills a gap that was left by winding back, and what is above it stays.
        world.counters.count("fence below a gap");
        explanations.add(table, "a fence was put below what a writer left in " + region);
      } else if (next.byWriter() && (ours == null || !ours.hasSameBytes(next))) {
        Violation.unless(
            world.schedule.now() - next.visibleAt() < inFlight(),
            "I4: readers of %s see version %d of one branch behind version %d of another",
            region.table(table),
            next.version(),
            version);
        world.counters.count("in flight while wound back");
        explanations.add(table, "a commit to " + region + " arrived while it was wound back");
      }
    }
  }

  /** With listings that are not up to date a daemon sees later what has arrived. */
  private long inFlight() {
    return world.scenario.staleLists() > 0 ? 4 * IN_FLIGHT : IN_FLIGHT;
  }

  /**
   * I7: a fence belongs to the failover under way. In the primary, and in the one that was just
   * left, it takes a version like any commit, so that one which comes late does no harm: it is
   * history, or goes to the quarantine.
   */
  private void checkFence(StoreEffect effect, CommitRecord fence) {
    Roles.ControlRecord record = roles.current().orElseThrow();
    boolean underWay = record.isFailingOver() && fence.isFenceOf(record.epoch() + 1);
    boolean ofOldPrimary = effect.region() != roles.primary() && fence.isFenceOf(record.epoch());
    if (!underWay && (effect.region() == roles.primary() || ofOldPrimary)) {
      world.counters.count("late fence");
      return;
    }
    Violation.unless(underWay, "I7: %s is a fence of no failover", effect.location());
  }

  /** I3. Only what writers have removed since may be missing. */
  private void checkClosure(Region region, String table, CommitRecord commit) {
    for (String path : commit.content().needs()) {
      Violation.unless(
          lake.isVacuumed(table, path) || bytes(region, region.table(table).resolve(path)) != null,
          "I3: version %d of %s was published before %s",
          commit.version(),
          region.table(table),
          path);
    }
  }

  private void checkCheckpoint(StoreEffect effect, String table, long version) {
    TableHistory history = lake.history(effect.region(), table);
    Violation.unless(
        history.commits.containsKey(version) || isStaged(effect.region(), version),
        "I5: %s was published before its commit",
        effect.location());
  }

  /** In passing a checkpoint may be ahead of its commit, which is kept to follow it. */
  private static boolean isStaged(Region region, long version) {
    Location staged = region.control.resolve(World.GROUP + "/staged/");
    Listing listing = new Listing(region.store, ListRequest.everythingBelow(staged));
    boolean found = false;
    while (listing.hasNext()) {
      found |= listing.next().location().name().startsWith(LogFile.commitName(version));
    }
    return found;
  }

  /** I2 and I5: readers see one unbroken history, and nothing that refers to what is not there. */
  private void checkLog(StoreEffect effect, String table) {
    Region region = effect.region();
    TableHistory history = lake.history(region, table);
    Optional<byte[]> hint =
        Optional.ofNullable(
            bytes(region, region.table(table).resolve("_delta_log/_last_checkpoint")));
    hint.flatMap(LastCheckpointHint::parse)
        .ifPresent(
            known ->
                Violation.unless(
                    history.checkpoints.containsKey(known.version()),
                    "I5: _last_checkpoint of %s names version %d, after %s %s",
                    region.table(table),
                    known.version(),
                    effect.operation(),
                    effect.location().name()));
    if (history.isLive()) {
      long last = lastReadable(history);
      boolean gap =
          history.commits.tailMap(last, false).values().stream().anyMatch(c -> !c.byWriter());
      Violation.unless(
          !gap,
          "I2: %s can be read up to version %d and has version %d, after %s %s",
          region.table(table),
          last,
          history.head(),
          effect.operation(),
          effect.location().name());
    }
  }

  private static long lastReadable(TableHistory history) {
    long last =
        history.checkpoints.descendingKeySet().stream()
            .filter(history.commits::containsKey)
            .findFirst()
            .orElse(0L);
    while (history.commits.containsKey(last + 1)) {
      last++;
    }
    return last;
  }

  /** I9 and I10: only what lost a fork goes, and only when it is kept elsewhere. */
  private void checkDelete(StoreEffect effect, Lake.Place place) {
    Region region = effect.region();
    Violation.unless(
        place.logFile().isPresent(), "I10: %s deleted %s", effect.process(), effect.location());
    boolean hint = place.path().endsWith("_last_checkpoint");
    Violation.unless(
        hint || isKept(region, place, effect.before().orElseThrow()),
        "I9: %s was deleted and is kept nowhere",
        effect.location());
    if (place.logFile().get() instanceof LogFile.Commit commit) {
      CommitRecord ours =
          lake.history(world.otherThan(region), place.table()).commits.get(commit.version());
      Violation.unless(
          region != roles.primary()
              && (ours == null
                  || !ByteBuffer.wrap(ours.text().getBytes(UTF_8))
                      .equals(effect.before().orElseThrow())),
          "I2: %s deleted %s, which is history of both regions",
          effect.process(),
          effect.location());
    }
  }

  /** Whether the quarantine has an object with this path and these bytes. */
  static boolean isKept(Region region, Lake.Place place, ByteBuffer bytes) {
    for (String folder : new String[] {"/quarantine/", "/replaced/"}) {
      Location kept = region.control.resolve(World.GROUP + folder);
      Listing listing = new Listing(region.store, ListRequest.everythingBelow(kept));
      while (listing.hasNext()) {
        Location one = listing.next().location();
        if (one.key().endsWith("/" + place.path())
            && bytes.equals(ByteBuffer.wrap(bytes(region, one)))) {
          return true;
        }
      }
    }
    return false;
  }
}
