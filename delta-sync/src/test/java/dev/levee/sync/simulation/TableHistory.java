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

  /**
   * Whether what a version did is in a checkpoint that readers begin with. Commits of a first copy
   * that was given up may lie below such a checkpoint, and some of them may be missing.
   */
  boolean isInACheckpoint(long version) {
    return checkpoints.tailMap(version, true).keySet().stream().anyMatch(commits::containsKey);
  }
}
