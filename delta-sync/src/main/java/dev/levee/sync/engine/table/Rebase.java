package dev.levee.sync.engine.table;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.commit.BatchReader;
import dev.levee.sync.engine.commit.BatchReplication;
import dev.levee.sync.engine.commit.CommitBatch;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.StagedRun;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.divergence.LogComparison;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.store.NewObject;
import java.util.List;
import java.util.Optional;

/**
 * Goes on above a gap: log cleanup has removed commits from the primary before they were
 * replicated. A live replica then continues from a complete checkpoint behind the gap, never across
 * it. What it had before stays, and stays readable.
 *
 * <p>The checkpoint comes first and its commit right after: the commit alone would make the log
 * unreadable for everybody, while the checkpoint without its commit is read by Spark and refused by
 * Delta Kernel for as long as one request takes. The commits are staged before, so that a crash in
 * between, or the loss of the primary, ends behind the gap too.
 */
final class Rebase {
  private final TableContext context;
  private final BatchReader reader;
  private final BatchReplication replication;
  private final CheckpointedStart checkpointed;

  Rebase(
      TableContext context,
      BatchReader reader,
      BatchReplication replication,
      CheckpointedStart checkpointed) {
    this.context = context;
    this.reader = reader;
    this.replication = replication;
    this.checkpointed = checkpointed;
  }

  /**
   * Continues the replica from the oldest checkpoint behind the gap that can be used.
   *
   * @param last the replica's newest version; the one after it is missing in the primary
   * @return where the replica stands then; empty when this daemon may not publish any more
   * @throws TableHeldException when no checkpoint bridges the gap
   */
  Optional<Position> run(LogListing primary, long last) throws TableHeldException {
    long head = primary.newestCommit().orElseThrow();
    Optional<SnapshotException> unreadable = Optional.empty();
    for (CheckpointFiles checkpoint : primary.checkpoints()) {
      long version = checkpoint.version();
      if (version > last && primary.lastContiguousFrom(version) == head) {
        try {
          return from(checkpoint, checkpointed.snapshot(version), last, head);
        } catch (SnapshotException e) {
          unreadable = Optional.of(e);
        }
      }
    }
    throw new TableHeldException(
        HoldReason.GAP,
        "version %d is missing in the primary, which is at version %d%s"
            .formatted(
                last + 1,
                head,
                unreadable
                    .map(e -> "; no checkpoint behind it can be read: " + e.getMessage())
                    .orElse("")));
  }

  private Optional<Position> from(
      CheckpointFiles checkpoint, Snapshot snapshot, long last, long head)
      throws TableHeldException {
    long version = checkpoint.version();
    new LogComparison(context).checkSameTable(snapshot.metadata(), last);
    replication.startFrom(snapshot.protocol());
    try (CommitBatch first = reader.read(version, head)) {
      if (first.commits().isEmpty()) {
        throw new TableHeldException(
            HoldReason.GAP, "version %d went while it was read".formatted(version));
      }
      BatchReplication.Ready ready =
          replication.copy(first, snapshot.liveFiles(), Novelty.PERHAPS_THERE);
      checkpointed.copySidecars(checkpoint);
      try (CommitBatch batch = ready.batch()) {
        return publish(batch, checkpoint, last);
      }
    }
  }

  private Optional<Position> publish(CommitBatch batch, CheckpointFiles checkpoint, long last)
      throws TableHeldException {
    List<NewObject> commits = batch.commits().stream().map(replication::replicaOf).toList();
    List<String> files = checkpointed.names(checkpoint);
    Optional<StagedRun> run =
        context.stagedRuns().stage(context.roots().target(), checkpoint.version(), commits, files);
    if (run.isEmpty() || !checkpointed.publish(checkpoint)) {
      return Optional.empty();
    }
    for (FetchedCommit commit : batch.commits()) {
      if (!replication.publish(commit)) {
        return Optional.empty();
      }
    }
    context.stagedRuns().discard(run.get());
    context
        .warnings()
        .accept(
            "versions %d to %d were removed from the primary before they were replicated; the replica goes on from the checkpoint of version %d"
                .formatted(last + 1, checkpoint.version() - 1, checkpoint.version()));
    return Optional.of(Position.behind(checkpoint.version(), batch.newest()));
  }
}
