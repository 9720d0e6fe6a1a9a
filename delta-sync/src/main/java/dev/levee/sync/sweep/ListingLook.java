package dev.levee.sync.sweep;

import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.PairedListing;
import dev.levee.sync.store.PairedPrefix;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One walk through a table's objects on both sides: what the primary's listing did not show, and
 * whether that listing showed what must be there. Holds no more absent files than {@link
 * DeletePolicy#MAX_COUNT}; it goes on counting.
 */
final class ListingLook implements PairedListing.Visitor {
  private static final String NESTED_LOG = "/" + LogListing.LOG_FOLDER;

  private final String head;
  private final Set<String> live;
  private final Map<String, AbsentFile> absent = new LinkedHashMap<>();
  private final Set<String> nestedRoots = new HashSet<>();
  private long absentCount;
  private long objects;
  private long liveSeen;
  private boolean headSeen;

  /**
   * Walks.
   *
   * @param version whose commit the primary's listing must show
   * @param live files that it must show
   */
  ListingLook(PairedPrefix sides, long version, Set<String> live) {
    this.head = LogListing.LOG_FOLDER + LogFile.commitName(version);
    this.live = live;
    new PairedListing(sides).walk(this);
  }

  @Override
  public void visit(String key, Optional<ObjectEntry> primary, Optional<ObjectEntry> secondary) {
    int log = key.indexOf(NESTED_LOG);
    if (log >= 0) {
      nestedRoots.add(key.substring(0, log + 1));
    }
    if (primary.isPresent()) {
      headSeen |= key.equals(head);
      liveSeen += live.contains(key) ? 1 : 0;
    }
    if (secondary.isPresent() && !key.startsWith(LogListing.LOG_FOLDER)) {
      objects++;
      if (primary.isEmpty() && DeletionRules.isFileOfTable(key)) {
        absentCount++;
        if (absent.size() < DeletePolicy.MAX_COUNT) {
          absent.put(key, AbsentFile.of(key, secondary.get().attributes()));
        }
      }
    }
  }

  /** Files of the table that the primary's listing did not show, as far as they are held. */
  Map<String, AbsentFile> absent() {
    return absent;
  }

  /** How many there were. */
  long absentCount() {
    return absentCount;
  }

  /** Whether there were more of them than are held. */
  boolean isCutShort() {
    return absentCount > absent.size();
  }

  /** How many objects the replica has beside its log. */
  long objects() {
    return objects;
  }

  boolean isNested(String key) {
    return nestedRoots.stream().anyMatch(key::startsWith);
  }

  /**
   * What the primary's listing should have shown and did not; empty when it can be trusted. A
   * listing that lost a page, or all of them, is found out by this.
   */
  Optional<String> missingCanary() {
    if (!headSeen) {
      return Optional.of(head);
    }
    if (live.isEmpty()) {
      return Optional.of("a live file, since the table has none");
    }
    return liveSeen == live.size()
        ? Optional.empty()
        : Optional.of("%d of %d live files".formatted(live.size() - liveSeen, live.size()));
  }
}
