package dev.levee.sync.engine.salvage;

import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.model.Location;
import dev.levee.sync.salvage.BranchCommit;
import java.time.Instant;
import java.util.List;

/**
 * The branch of one table that lost a fork, as it is in quarantine.
 *
 * @param region the region that took its commits
 * @param root the table's root there
 * @param common the newest version before the fork
 * @param commits what it is made of, ascending
 */
record QuarantinedBranch(RegionSpec region, Location root, long common, List<Entry> commits) {
  QuarantinedBranch {
    commits = List.copyOf(commits);
  }

  /**
   * One commit.
   *
   * @param commit what it says
   * @param committed its object's time in the region that took it
   */
  record Entry(BranchCommit commit, Instant committed) {}

  /** What its commits say. */
  List<BranchCommit> said() {
    return commits.stream().map(Entry::commit).toList();
  }
}
