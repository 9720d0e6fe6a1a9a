package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.commit.CommitFetcher;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.HeadCommit;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.store.ObjectStore;
import java.util.Optional;

/**
 * A table as a fence finds it.
 *
 * @param store where it is
 * @param root its root
 */
record FenceableTable(ObjectStore store, Location root) {
  /**
   * The fence that would follow a version.
   *
   * @param forbidden why there must be none
   * @param bytes the fence; the same for the same table, wherever it is read
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Next(Optional<String> forbidden, byte[] bytes) {}

  static boolean isFencedBy(FenceCommit fence, HeadCommit newest) {
    return newest
        .info()
        .flatMap(CommitInfo::transactionId)
        .equals(Optional.of(fence.transactionId()));
  }

  /** What a commit says; its bytes are not kept. */
  Optional<HeadCommit> commit(long version) throws TableHeldException {
    Optional<FetchedCommit> commit = new CommitFetcher(store, root).fetch(version);
    commit.ifPresent(FetchedCommit::close);
    return commit.map(HeadCommit::read);
  }

  /**
   * The newest version of a log that was just listed.
   *
   * @param known what is remembered of the table: it counts where the listing shows that its newest
   *     commit still is the one that it speaks of
   */
  Optional<TableHead> head(LogListing log, long version, Optional<TableHead> known)
      throws TableHeldException {
    Optional<TableHead> proved = known.filter(head -> head.commit().isNewestOf(log, store));
    return proved.isPresent() ? proved : TableHead.read(store, root, version, log);
  }

  /** The fence that would follow a version. */
  static Next next(FenceCommit fence, TableHead newest) {
    Optional<String> forbidden = FenceCommit.forbidden(newest.protocol());
    if (forbidden.isPresent()) {
      return new Next(forbidden, new byte[0]);
    }
    FenceCommit.Before before =
        new FenceCommit.Before(
            newest.commit().version(),
            newest.inCommitTimestamps(),
            newest.commit().inCommitTimestamp());
    return new Next(Optional.empty(), fence.after(before));
  }
}
