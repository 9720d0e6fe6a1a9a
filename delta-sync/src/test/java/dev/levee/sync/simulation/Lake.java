package dev.levee.sync.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.sync.log.LogFile;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.testing.StoreOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All tables as they really are in both regions, and what writers have ever committed. */
final class Lake {
  private static final String LOG = "_delta_log/";

  private final World world;
  private final Map<Region, TreeMap<String, TableHistory>> histories = new HashMap<>();
  private final Map<String, CommitContent> contents = new HashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Set<String> vacuumed = new HashSet<>();
  private final List<Obligation> obligations = new ArrayList<>();

  Lake(World world) {
    this.world = world;
    world.regions().forEach(region -> histories.put(region, new TreeMap<>()));
  }

  /** A commit that a writer has made, and that must never be lost. */
  record Obligation(Region region, String table, CommitRecord commit) {}

  /**
   * An object of a table.
   *
   * @param table its name
   * @param path relative to the table's root
   */
  record Place(String table, String path) {
    Optional<LogFile> logFile() {
      return path.startsWith(LOG)
          ? Optional.of(LogFile.parse(path.substring(LOG.length())))
          : Optional.empty();
    }
  }

  /** Where in a table an object lies, if it is one of a table. */
  static Optional<Place> place(Region region, Location location) {
    return location
        .relativeTo(region.data)
        .filter(path -> path.indexOf('/') > 0)
        .map(
            path ->
                new Place(
                    path.substring(0, path.indexOf('/')), path.substring(path.indexOf('/') + 1)));
  }

  TableHistory history(Region region, String table) {
    return histories.get(region).computeIfAbsent(table, absent -> new TableHistory());
  }

  /** The tables that are, or were, in a region. */
  List<String> tables(Region region) {
    return List.copyOf(histories.get(region).keySet());
  }

  /** The names of all tables. */
  Set<String> tables() {
    Set<String> all = new TreeSet<>();
    histories.values().forEach(tables -> all.addAll(tables.keySet()));
    return all;
  }

  /** A writer is about to commit this. */
  void isAboutTo(byte[] commit, CommitContent content) {
    contents.put(new String(commit, UTF_8), content);
  }

  /** A writer puts a data file into a region. */
  void putFile(Region region, String table, String path, byte[] bytes) {
    files.put(table + "/" + path, bytes);
    var unused =
        region.store.createExclusive(
            dev.levee.sync.store.NewObject.of(region.table(table).resolve(path), bytes));
  }

  /** The bytes that a file has wherever it is. */
  Optional<byte[]> file(String table, String path) {
    return Optional.ofNullable(files.get(table + "/" + path));
  }

  boolean isVacuumed(String table, String path) {
    return vacuumed.contains(table + "/" + path);
  }

  /** A writer removes a file that is live no more. */
  void vacuum(Region region, String table, String path) {
    vacuumed.add(table + "/" + path);
    region.store.delete(region.table(table).resolve(path));
  }

  List<Obligation> obligations() {
    return obligations;
  }

  /** Whether a commit with these bytes was ever seen. */
  boolean isKnown(CommitRecord commit) {
    return contents.containsKey(commit.text());
  }

  void carriedOut(StoreEffect effect) {
    Optional<Place> place = place(effect.region(), effect.location());
    Optional<LogFile> file = place.flatMap(Place::logFile);
    if (file.isEmpty()) {
      return;
    }
    TableHistory history = history(effect.region(), place.get().table());
    boolean gone = effect.operation() == StoreOperation.DELETE;
    if (file.get() instanceof LogFile.Commit commit) {
      if (gone) {
        removed(effect, place.get().table(), history.commits.remove(commit.version()));
      } else if (!isBelowBeginning(history, commit.version())) {
        committed(effect, place.get().table(), commit.version());
      }
    } else if (file.get() instanceof LogFile.Checkpoint checkpoint) {
      if (gone) {
        history.checkpoints.remove(checkpoint.version());
      } else {
        history.checkpoints.put(checkpoint.version(), effect.location().name());
      }
    }
  }

  /** A late PUT finds its name free once the log was cleaned up there; nobody reads it. */
  private static boolean isBelowBeginning(TableHistory history, long version) {
    return history.checkpoints.higherKey(version) != null
        && !history.isEmpty()
        && version < history.commits.firstKey();
  }

  private void committed(StoreEffect effect, String table, long version) {
    byte[] bytes =
        effect.region().store.open(effect.location()).map(ObjectContent::readAll).orElseThrow();
    String text = new String(bytes, UTF_8);
    CommitContent content = contents.computeIfAbsent(text, unknown -> CommitContent.NO_FILES);
    CommitRecord record =
        new CommitRecord(
            version,
            text,
            content,
            world.schedule.now(),
            content.after(liveBefore(effect.region(), table, version, text)),
            !effect.process().daemon);
    history(effect.region(), table).commits.put(version, record);
    if (record.byWriter()) {
      obligations.add(new Obligation(effect.region(), table, record));
    }
  }

  /** What is live in the version before: by the log here or, where it begins, by the other one. */
  private Map<String, LiveFile> liveBefore(Region region, String table, long version, String text) {
    CommitRecord before = history(region, table).commits.get(version - 1);
    if (before != null) {
      return before.live();
    }
    CommitRecord twin = history(world.otherThan(region), table).commits.get(version);
    return twin != null && twin.text().equals(text) ? twin.live() : Map.of();
  }

  /** What a writer removes from a log by cleaning it up, or by dropping the table, may go. */
  private void removed(StoreEffect effect, String table, CommitRecord commit) {
    if (!effect.process().daemon && commit != null) {
      obligations.removeIf(
          one ->
              one.table().equals(table)
                  && one.commit().version() == commit.version()
                  && one.commit().hasSameBytes(commit));
    }
  }
}
