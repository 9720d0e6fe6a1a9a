package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies directly in a table's {@code _delta_log/}, sorted by meaning. It is what a listing
 * showed, page after page, and no snapshot: commits may have been written, and old ones removed,
 * meanwhile.
 *
 * @param commits by version, zero-byte ones too
 * @param checkpoints the complete ones, ascending by version, then by {@link CheckpointKind}, then
 *     by number of parts
 * @param checksums by version, without zero-byte ones
 * @param compactions ascending by their first, then their last version, without zero-byte ones
 * @param lastCheckpoint the hint {@code _last_checkpoint}, unread
 * @param ambiguousName a name that some engines read as a commit and some do not
 * @param folders names of the folders beside them, each with its final {@code /}
 * @param onePage whether one answer showed all of it, so that nothing moved from one name to
 *     another between two answers
 */
public record LogListing(
    NavigableMap<Long, ObjectEntry> commits,
    List<CheckpointFiles> checkpoints,
    NavigableMap<Long, ObjectEntry> checksums,
    List<CompactionFile> compactions,
    Optional<ObjectEntry> lastCheckpoint,
    Optional<String> ambiguousName,
    Set<String> folders,
    boolean onePage) {
  /** The folder of the log below a table's root, as a relative prefix. */
  public static final String LOG_FOLDER = "_delta_log/";

  /** Copies what can change. */
  public LogListing {
    commits = Collections.unmodifiableNavigableMap(new TreeMap<>(commits));
    checkpoints = List.copyOf(checkpoints);
    checksums = Collections.unmodifiableNavigableMap(new TreeMap<>(checksums));
    compactions = List.copyOf(compactions);
    requireNonNull(lastCheckpoint, "lastCheckpoint");
    requireNonNull(ambiguousName, "ambiguousName");
    folders = Set.copyOf(folders);
  }

  /**
   * Lists the log of a table, one level below its {@code _delta_log/}.
   *
   * @param tableRoot the table's root, with or without the final {@code /}
   */
  public static LogListing read(ObjectStore store, Location tableRoot) {
    return collect(store, ListRequest.oneLevelBelow(folder(tableRoot)), 0);
  }

  /**
   * Lists the files of a version and of all later ones: commits, checksums and checkpoints from
   * {@code version} on, compactions that begin there or later, and {@code _last_checkpoint}.
   *
   * <p>A late checkpoint of the version itself is in it: the listing starts before all names of
   * {@code version}, and {@code v.checkpoint…} and {@code v.crc} sort before {@code v.json}.
   */
  public static LogListing readFrom(ObjectStore store, Location tableRoot, long version) {
    Location folder = folder(tableRoot);
    // All names of the version begin with its digits and a dot, so they come after the digits.
    String digits = folder.key() + LogFile.versionText(version);
    return collect(store, ListRequest.oneLevelBelow(folder).after(digits), version);
  }

  /** The log's folder of a table. */
  public static Location folder(Location tableRoot) {
    return tableRoot.asPrefix().resolve(LOG_FOLDER);
  }

  /** Where a version's commit lies. */
  public static Location commit(Location tableRoot, long version) {
    return folder(tableRoot).resolve(LogFile.commitName(version));
  }

  private static LogListing collect(ObjectStore store, ListRequest request, long from) {
    LogListingCollector collector = new LogListingCollector(from);
    Optional<ListRequest> next = Optional.of(request);
    while (next.isPresent()) {
      collector.nextPage();
      ListPage page = store.list(next.get());
      for (ObjectEntry entry : page.objects()) {
        entry.location().relativeTo(request.prefix()).ifPresent(name -> collector.add(name, entry));
      }
      for (Location folder : page.prefixes()) {
        folder.relativeTo(request.prefix()).ifPresent(collector::addFolder);
      }
      next = page.continuation().map(request::continuedAt);
    }
    return collector.listing();
  }

  /**
   * The part that readers of the newest version need: what lies at this version and above.
   *
   * @param version that of a complete checkpoint, or 0
   */
  public LogListing from(long version) {
    return new LogListing(
        commits.tailMap(version, true),
        checkpoints.stream().filter(checkpoint -> checkpoint.version() >= version).toList(),
        checksums.tailMap(version, true),
        compactions.stream().filter(compaction -> compaction.first() >= version).toList(),
        lastCheckpoint,
        ambiguousName,
        folders,
        onePage);
  }

  /** The newest commit's version, whether or not older ones are missing. */
  public OptionalLong newestCommit() {
    return commits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(commits.lastKey());
  }

  /**
   * The highest version that is reached from {@code version} without a gap, or {@code version - 1}
   * when {@code version} itself is missing.
   */
  public long lastContiguousFrom(long version) {
    long last = version - 1;
    for (long present : commits.tailMap(version, true).keySet()) {
      if (present != last + 1) {
        break;
      }
      last = present;
    }
    return last;
  }

  /** Whether there is nothing of a Delta log here. */
  public boolean isEmpty() {
    return commits.isEmpty()
        && checkpoints.isEmpty()
        && checksums.isEmpty()
        && compactions.isEmpty()
        && lastCheckpoint.isEmpty()
        && ambiguousName.isEmpty();
  }
}
