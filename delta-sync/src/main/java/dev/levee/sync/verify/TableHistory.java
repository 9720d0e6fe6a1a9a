package dev.levee.sync.verify;

import java.util.List;

/**
 * When the versions of a table were committed.
 *
 * @param inCommitTimestamps whether the table has them now; without, a replica's commits have the
 *     times of their replication
 * @param commits newest first
 */
public record TableHistory(boolean inCommitTimestamps, List<CommitTime> commits) {
  /** Copies the list. */
  public TableHistory {
    commits = List.copyOf(commits);
  }
}
