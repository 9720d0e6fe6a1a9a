package dev.levee.sync.log;

import dev.levee.sync.store.ObjectEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sorts the entries of a listing by what their names mean. */
final class LogListingCollector {
  /** One checkpoint whose files are being found. */
  private record CheckpointKey(long version, CheckpointKind kind, int parts, String uniqueId) {}

  private static final Comparator<CheckpointKey> READERS_PREFERENCE =
      LogListingCollector::preference;

  private final long from;
  private final NavigableMap<Long, ObjectEntry> commits = new TreeMap<>();
  private final NavigableMap<Long, ObjectEntry> checksums = new TreeMap<>();
  private final List<CompactionFile> compactions = new ArrayList<>();
  private final NavigableMap<CheckpointKey, NavigableMap<Integer, ObjectEntry>> checkpoints =
      new TreeMap<>(READERS_PREFERENCE);
  private Optional<ObjectEntry> lastCheckpoint = Optional.empty();
  private Optional<String> ambiguousName = Optional.empty();
  private final Set<String> folders = new TreeSet<>();
  private int pages;

  /** Takes files of versions from {@code from} on; a store may list more than was asked for. */
  LogListingCollector(long from) {
    this.from = from;
  }

  void add(String name, ObjectEntry entry) {
    LogFile file = LogFile.parse(name);
    if (file instanceof LogFile.Commit commit) {
      put(commits, commit.version(), entry);
    } else if (file instanceof LogFile.Ambiguous ambiguous) {
      ambiguousName = ambiguousName.or(() -> Optional.of(ambiguous.name()));
    } else if (file instanceof LogFile.LastCheckpoint) {
      lastCheckpoint = Optional.of(entry);
    } else if (entry.attributes().size() > 0) {
      addOptional(file, entry);
    }
  }

  /** What is added from here on is of another answer. */
  void nextPage() {
    pages++;
  }

  void addFolder(String name) {
    folders.add(name);
  }

  /** What readers can do without; an empty one would only make them stumble. */
  private void addOptional(LogFile file, ObjectEntry entry) {
    if (file instanceof LogFile.Checksum checksum) {
      put(checksums, checksum.version(), entry);
    } else if (file instanceof LogFile.Compaction compaction && compaction.first() >= from) {
      compactions.add(new CompactionFile(compaction.first(), compaction.last(), entry));
    } else if (file instanceof LogFile.Checkpoint part && part.version() >= from) {
      CheckpointKey key =
          new CheckpointKey(part.version(), part.kind(), part.parts(), part.uniqueId());
      checkpoints.computeIfAbsent(key, unused -> new TreeMap<>()).put(part.part(), entry);
    }
  }

  private void put(NavigableMap<Long, ObjectEntry> files, long version, ObjectEntry entry) {
    if (version >= from) {
      files.put(version, entry);
    }
  }

  LogListing listing() {
    List<CheckpointFiles> complete = new ArrayList<>();
    checkpoints.forEach(
        (key, parts) -> {
          if (parts.size() == key.parts()) {
            complete.add(
                new CheckpointFiles(key.version(), key.kind(), List.copyOf(parts.values())));
          }
        });
    compactions.sort(LogListingCollector::order);
    return new LogListing(
        commits,
        complete,
        checksums,
        compactions,
        lastCheckpoint,
        ambiguousName,
        folders,
        pages <= 1);
  }

  private static int preference(CheckpointKey one, CheckpointKey other) {
    int byVersion = Long.compare(one.version(), other.version());
    int byKind = byVersion != 0 ? byVersion : one.kind().compareTo(other.kind());
    int byParts = byKind != 0 ? byKind : Integer.compare(one.parts(), other.parts());
    return byParts != 0 ? byParts : one.uniqueId().compareTo(other.uniqueId());
  }

  private static int order(CompactionFile one, CompactionFile other) {
    int byFirst = Long.compare(one.first(), other.first());
    return byFirst != 0 ? byFirst : Long.compare(one.last(), other.last());
  }
}
