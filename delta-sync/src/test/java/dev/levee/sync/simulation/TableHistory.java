package dev.levee.sync.simulation;

import java.util.TreeMap;

/** What one table's log really holds in one region. */
final class TableHistory {
  /** The commits whose objects are there. */
  final TreeMap<Long, CommitRecord> commits = new TreeMap<>();

  /** Versions of complete checkpoints that are there, and their names. */
  final TreeMap<Long, String> checkpoints = new TreeMap<>();

  /** When writers removed files from the table, by their paths; a time to vacuum them by. */
  final TreeMap<String, Long> removedAt = new TreeMap<>();

  boolean isEmpty() {
    return commits.isEmpty();
  }

  long head() {
    return commits.isEmpty() ? -1 : commits.lastKey();
  }

  /** Whether readers see a table here. */
  boolean isLive() {
    return commits.containsKey(0L) || checkpoints.keySet().stream().anyMatch(commits::containsKey);
  }
}
