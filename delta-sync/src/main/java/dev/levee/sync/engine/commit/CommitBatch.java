package dev.levee.sync.engine.commit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some commits in a row.
 *
 * @param commits ascending, without a gap
 * @param reachedHead when the look began that found no commit after these; empty when there may be
 *     more
 */
public record CommitBatch(List<FetchedCommit> commits, Optional<Instant> reachedHead)
    implements AutoCloseable {
  /** Checks that there is no gap. */
  public CommitBatch {
    commits = List.copyOf(commits);
    for (int i = 1; i < commits.size(); i++) {
      if (commits.get(i).version() != commits.get(i - 1).version() + 1) {
        throw new IllegalArgumentException("a gap after version " + commits.get(i - 1).version());
      }
    }
  }

  public FetchedCommit newest() {
    return commits.get(commits.size() - 1);
  }

  public long last() {
    return newest().version();
  }

  @Override
  public void close() {
    commits.forEach(FetchedCommit::close);
  }
}
