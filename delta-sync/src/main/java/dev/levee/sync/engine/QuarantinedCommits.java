package dev.levee.sync.engine;

import dev.levee.sync.model.Location;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commits of one table that lost a fork: a region took them that was not, or was no longer, the
 * primary. They are kept byte for byte in that region; their data files stay where they are.
 *
 * @param group the failover group
 * @param table the table's name
 * @param root its root in the region that has them
 * @param folder where they are kept
 * @param common the newest version before the fork
 * @param quarantined when
 * @param commits the commits, ascending
 */
public record QuarantinedCommits(
    String group,
    String table,
    Location root,
    Location folder,
    long common,
    Instant quarantined,
    List<LostCommit> commits) {
  /** Copies the commits. */
  public QuarantinedCommits {
    commits = List.copyOf(commits);
  }

  /**
   * One commit.
   *
   * @param version its version
   * @param committed its object's time in the region that took it
   * @param operation as the commit says
   * @param engine as the commit says
   * @param md5 of its bytes
   * @param onlyAdds whether it adds files and does nothing else
   * @param files the files it adds, as in the log
   */
  public record LostCommit(
      long version,
      Instant committed,
      Optional<String> operation,
      Optional<String> engine,
      String md5,
      boolean onlyAdds,
      List<LostFile> files) {
    /** Copies the files. */
    public LostCommit {
      files = List.copyOf(files);
    }
  }

  /** A file that a lost commit added: its path as in the log, and its size in bytes, or -1. */
  public record LostFile(String path, long size) {}

  /** The first version that was lost. */
  public long first() {
    return commits.get(0).version();
  }

  /** The last version that was lost. */
  public long last() {
    return commits.get(commits.size() - 1).version();
  }

  /** The same quarantine with some of its commits. */
  public QuarantinedCommits with(List<LostCommit> some) {
    return new QuarantinedCommits(group, table, root, folder, common, quarantined, some);
  }
}
