package dev.levee.sync.salvage;

import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.salvage.BranchCommit.Removed;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became, in the branch that lost, of the rows that one of its commits added. Where a later
 * one only rearranged them, they should exist, and the files that were added first have them. Where
 * a later one removed some, or changed them, nobody but the table's owner knows.
 */
final class BranchRemovals {
  private BranchRemovals() {}

  /** Why the rows of a commit may not be wanted; empty when they are. */
  static Optional<String> removedLater(LostBranch branch, int index) {
    List<BranchCommit> commits = branch.commits();
    Set<String> files = new HashSet<>();
    commits.get(index).files().stream().map(AppendedFile::path).forEach(files::add);
    for (BranchCommit later : commits.subList(index + 1, commits.size())) {
      long removed = later.removes().stream().map(Removed::path).filter(files::contains).count();
      if (removed == 0) {
        continue;
      }
      if (!later.rearranges()) {
        return Optional.of(
            "version %d, which was lost too, removed or changed rows of it (%s): whether they should be there, only the table's owner knows"
                .formatted(later.version(), later.operation().orElse("unknown operation")));
      }
      later.files().stream().map(AppendedFile::path).forEach(files::add);
    }
    return Optional.empty();
  }
}
