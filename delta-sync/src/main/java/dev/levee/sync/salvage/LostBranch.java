package dev.levee.sync.salvage;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.TableMetadata;
import java.util.List;

/**
 * The branch of a table's history that lost a fork.
 *
 * @param group the failover group
 * @param table the table's name
 * @param metadata the table's metadata just before the branch
 * @param commits all that is in quarantine of it, ascending
 */
public record LostBranch(
    String group, String table, TableMetadata metadata, List<BranchCommit> commits) {
  /** Checks the order. */
  public LostBranch {
    requireNonNull(group, "group");
    requireNonNull(table, "table");
    requireNonNull(metadata, "metadata");
    commits = List.copyOf(commits);
    for (int i = 1; i < commits.size(); i++) {
      if (commits.get(i - 1).version() > commits.get(i).version()) {
        throw new IllegalArgumentException("lost commits are judged in their order");
      }
    }
  }
}
