package dev.levee.daemon.report;

import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.verify.CommitTime;
import dev.levee.sync.verify.TableHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a table's versions were committed, as scripts read it.
 *
 * @param name mapping and path
 * @param inCommitTimestamps whether the table's commits carry their times now
 * @param commits newest first
 */
public record HistoryReport(String name, boolean inCommitTimestamps, List<Entry> commits) {
  /** Copies the list. */
  public HistoryReport {
    commits = List.copyOf(commits);
  }

  /**
   * One version.
   *
   * @param version the version
   * @param operation what the writer says that it did
   * @param primaryTime the time that readers of the primary take
   * @param replicaTime the time that readers of the replica take; null where it is not there
   * @param equalForReaders whether these are the same
   * @param inCommit whether they are in the commit itself
   */
  public record Entry(
      long version,
      Optional<String> operation,
      Optional<Instant> primaryTime,
      Optional<Instant> replicaTime,
      boolean equalForReaders,
      boolean inCommit) {
    private static Entry of(CommitTime commit) {
      return new Entry(
          commit.version(),
          commit.operation(),
          commit.primaryTime(),
          commit.replicaTime(),
          commit.equalForReaders(),
          commit.inCommit());
    }
  }

  /** The history as it was read. */
  public static HistoryReport of(TableRoots roots, TableHistory history) {
    return new HistoryReport(
        roots.table().toString(),
        history.inCommitTimestamps(),
        history.commits().stream().map(Entry::of).toList());
  }
}
