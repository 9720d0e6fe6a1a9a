package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.commit.CommitFetcher;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.store.ObjectStore;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table as a fence finds it.
 *
 * @param store where it is
 * @param root its root
 */
record FenceableTable(ObjectStore store, Location root) {
  /**
   * The fence that would follow a commit.
   *
   * @param forbidden why there must be none
   * @param bytes the fence; the same for the same table, wherever it is read
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Next(Optional<String> forbidden, byte[] bytes) {}

  static boolean isFencedBy(FenceCommit fence, FetchedCommit newest) {
    return newest
        .commit()
        .commitInfo()
        .flatMap(CommitInfo::transactionId)
        .equals(Optional.of(fence.transactionId()));
  }

  /** What a commit says; its bytes are not kept. */
  Optional<FetchedCommit> commit(long version) throws TableHeldException {
    Optional<FetchedCommit> commit = new CommitFetcher(store, root).fetch(version);
    commit.ifPresent(FetchedCommit::close);
    return commit;
  }

  /** The fence that would follow a commit. */
  Next next(FenceCommit fence, FetchedCommit newest) {
    return next(fence, newest, new KernelSnapshots(store));
  }

  /** The same where the log, with the commit, has just been listed. */
  Next next(FenceCommit fence, FetchedCommit newest, LogListing log) {
    return next(fence, newest, KernelSnapshots.listed(store, root, log));
  }

  private Next next(FenceCommit fence, FetchedCommit newest, KernelSnapshots snapshots) {
    Snapshot state = snapshots.readWithoutFiles(root, newest.version());
    Optional<String> forbidden = FenceCommit.forbidden(state.protocol());
    if (forbidden.isPresent()) {
      return new Next(forbidden, new byte[0]);
    }
    OptionalLong inCommitTimestamp =
        newest
            .commit()
            .commitInfo()
            .map(CommitInfo::inCommitTimestamp)
            .orElse(OptionalLong.empty());
    FenceCommit.Before before =
        new FenceCommit.Before(
            newest.version(), state.protocol(), state.metadata(), inCommitTimestamp);
    return new Next(Optional.empty(), fence.after(before));
  }
}
