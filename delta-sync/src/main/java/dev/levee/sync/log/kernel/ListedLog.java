package dev.levee.sync.log.kernel;

import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.CompactionFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ByteRange;
import dev.levee.sync.store.ListPage;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.ReadView;
import dev.levee.sync.store.StoreTraits;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table's log as one listing has shown it, for reading: what the listing says is not asked for
 * again. Files are read from the store; it has no others than these directly in {@code
 * _delta_log/}.
 */
final class ListedLog extends ReadView {
  private final ObjectStore store;
  private final Location folder;
  private final NavigableMap<String, ObjectEntry> entries = new TreeMap<>();

  ListedLog(ObjectStore store, Location tableRoot, LogListing log) {
    this.store = store;
    this.folder = LogListing.folder(tableRoot);
    log.commits().values().forEach(this::add);
    log.checksums().values().forEach(this::add);
    log.checkpoints().stream().map(CheckpointFiles::files).forEach(this::addAll);
    log.compactions().stream().map(CompactionFile::entry).forEach(this::add);
    log.lastCheckpoint().ifPresent(this::add);
  }

  private void addAll(List<ObjectEntry> files) {
    files.forEach(this::add);
  }

  private void add(ObjectEntry entry) {
    entries.put(entry.location().key(), entry);
  }

  /** Names in a log are ASCII, so that the order of texts is that of the store. */
  @Override
  public ListPage list(ListRequest request) {
    if (!request.prefix().equals(folder)) {
      return store.list(request);
    }
    NavigableMap<String, ObjectEntry> after =
        request.startAfter().map(key -> entries.tailMap(key, false)).orElse(entries);
    return new ListPage(List.copyOf(after.values()), List.of(), Optional.empty());
  }

  @Override
  public Optional<ObjectAttributes> head(Location location) {
    return isInLog(location)
        ? Optional.ofNullable(entries.get(location.key())).map(ObjectEntry::attributes)
        : store.head(location);
  }

  @Override
  public Optional<ObjectContent> open(Location location) {
    return isInLog(location) && !entries.containsKey(location.key())
        ? Optional.empty()
        : store.open(location);
  }

  private boolean isInLog(Location location) {
    return location
        .relativeTo(folder)
        .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
        .isPresent();
  }

  @Override
  public byte[] readRange(Location location, ByteRange range, String etag) {
    return store.readRange(location, range, etag);
  }

  @Override
  public StoreTraits traits() {
    return store.traits();
  }
}
