package dev.levee.sync.engine.commit;

import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.List;
import java.util.Optional;

/**
 * What listings alone prove of two stores' bytes: two objects are the same where both stores' ETags
 * are MD5s and these, and the sizes, are equal. Where they are not, nothing is said.
 *
 * @param source the primary's store
 * @param target the secondary's store
 */
public record ListedBytes(ObjectStore source, ObjectStore target) {

  /** Whether two objects, one of either store, are shown to have the same bytes. */
  public boolean areSame(ObjectEntry ours, ObjectEntry theirs) {
    return source.traits().etagIsMd5()
        && target.traits().etagIsMd5()
        && ours.attributes().size() == theirs.attributes().size()
        && ours.attributes().etag().equals(theirs.attributes().etag());
  }

  /**
   * Whether all that readers of the secondary read of its log, from the checkpoint or the version
   * at which they begin, is shown to be the primary's.
   *
   * @param last the newest version that they read
   */
  boolean areSameForReaders(LogListing primary, LogListing secondary, long last) {
    Optional<HistoryStart> start = HistoryStart.ofReaders(secondary);
    return start.isPresent()
        && start.get().checkpoint().stream().allMatch(read -> isIn(primary, read))
        && secondary.commits().subMap(start.get().version(), true, last, true).entrySet().stream()
            .allMatch(read -> isThere(primary.commits().get(read.getKey()), read.getValue()));
  }

  private boolean isIn(LogListing primary, CheckpointFiles read) {
    return primary.checkpoints().stream()
        .filter(checkpoint -> checkpoint.version() == read.version())
        .anyMatch(checkpoint -> isMadeOf(checkpoint.files(), read.files()));
  }

  private boolean isMadeOf(List<ObjectEntry> ours, List<ObjectEntry> theirs) {
    for (int part = 0; part < theirs.size(); part++) {
      if (ours.size() != theirs.size()
          || !ours.get(part).location().name().equals(theirs.get(part).location().name())
          || !areSame(ours.get(part), theirs.get(part))) {
        return false;
      }
    }
    return true;
  }

  private boolean isThere(ObjectEntry ours, ObjectEntry theirs) {
    return ours != null && areSame(ours, theirs);
  }
}
