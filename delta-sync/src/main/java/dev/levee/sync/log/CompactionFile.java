package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.store.ObjectEntry;

/**
 * A log compaction file: the commits {@code first} to {@code last} in one. Optional for readers.
 *
 * @param first the oldest version in it
 * @param last the newest version in it
 * @param entry the object
 */
public record CompactionFile(long first, long last, ObjectEntry entry) {
  /** Checks the versions' order. */
  public CompactionFile {
    requireNonNull(entry, "entry");
    if (last < first) {
      throw new IllegalArgumentException("a compaction ends before it begins: " + entry);
    }
  }
}
