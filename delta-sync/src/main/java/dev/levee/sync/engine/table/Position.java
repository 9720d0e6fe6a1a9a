package dev.levee.sync.engine.table;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.commit.FetchedCommit;
import java.util.Optional;

/**
 * Where a live replica stands.
 *
 * @param first the oldest version from which readers can read on without a gap
 * @param last the newest
 * @param etag of the newest version's commit in the primary's log; empty when that is no longer
 *     there, or not yet
 * @param novelty whether files of the next version may be there, left by a run that was cut off
 */
record Position(long first, long last, Optional<String> etag, Novelty novelty) {
  Position at(FetchedCommit commit) {
    Optional<String> etag =
        Optional.of(commit.attributes().etag()).filter(read -> commit.published());
    return new Position(first, commit.version(), etag, Novelty.NEW);
  }

  /** A replica that this run has made live, from its first version to the newest of the batch. */
  static Position behind(long first, FetchedCommit newest) {
    return new Position(first, first, Optional.empty(), Novelty.NEW).at(newest);
  }
}
