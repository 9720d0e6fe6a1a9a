package dev.levee.sync.salvage;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.TableMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The branch of a table's history that lost a fork.
 *
 * @param group the failover group
 * @param table the table's name
 * @param metadata the table's metadata just before the branch
 * @param commits all that is in quarantine of it, ascending
 * @param unavailable why the files of a commit cannot be had, by the MD5 of its bytes
 */
public record LostBranch(
    String group,
    String table,
    TableMetadata metadata,
    List<BranchCommit> commits,
    Map<String, String> unavailable) {
  /** Checks the order. */
  public LostBranch {
    requireNonNull(group, "group");
    requireNonNull(table, "table");
    requireNonNull(metadata, "metadata");
    commits = List.copyOf(commits);
    unavailable = Map.copyOf(unavailable);
    for (int i = 1; i < commits.size(); i++) {
      if (commits.get(i - 1).version() > commits.get(i).version()) {
        throw new IllegalArgumentException("lost commits are judged in their order");
      }
    }
  }

  /** The same branch, of which the files of one more commit cannot be had. */
  public LostBranch without(BranchCommit commit, String why) {
    Map<String, String> more = new HashMap<>(unavailable);
    more.put(commit.md5(), why);
    return new LostBranch(group, table, metadata, commits, more);
  }
}
