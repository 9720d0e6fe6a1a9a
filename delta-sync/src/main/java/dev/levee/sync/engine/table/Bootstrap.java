package dev.levee.sync.engine.table;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.commit.BatchReader;
import dev.levee.sync.engine.commit.BatchReplication;
import dev.levee.sync.engine.commit.CommitBatch;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.store.ListRequest;
import java.util.List;
import java.util.Optional;

/**
 * The first copy of a table. Readers of the secondary see no table until one object makes it live:
 * version 0, or the last file of the checkpoint that the history begins with. What an earlier run
 * has left is found and not copied again.
 */
final class Bootstrap {
  private final TableContext context;
  private final BatchReader reader;
  private final BatchReplication replication;
  private final CheckpointedStart checkpointed;

  Bootstrap(
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
   * Makes the table live.
   *
   * @return where the replica stands; empty when this daemon may not publish any more
   */
  Optional<Position> run(LogListing primary, History history) throws TableHeldException {
    HistoryStart start = HistoryStart.choose(primary, history);
    long head = primary.newestCommit().orElseThrow();
    Novelty novelty = novelty();
    List<FileAction.Add> liveBefore =
        start.checkpoint().isPresent() ? liveFiles(start.version()) : List.of();
    reader.readAhead(primary, start.version(), novelty);
    BatchReplication.Ready ready = copied(start, head, liveBefore, novelty);
    try (CommitBatch batch = ready.batch()) {
      warnOfMissing(ready);
      return start.checkpoint().isPresent()
          ? publishBehindCheckpoint(batch, start)
          : publishFromZero(batch, ready.missingFiles() > 0);
    }
  }

  /** The first commits, copied; only the first of them where there is fault in a later one. */
  private BatchReplication.Ready copied(
      HistoryStart start, long head, List<FileAction.Add> liveBefore, Novelty novelty)
      throws TableHeldException {
    CommitBatch first = stillThere(reader.read(start.version(), head), start);
    try {
      return replication.copy(first, liveBefore, novelty);
    } catch (TableHeldException e) {
      if (first.commits().size() == 1) {
        throw e;
      }
      CommitBatch alone = stillThere(reader.readOne(start.version()), start);
      return replication.copy(alone, liveBefore, novelty);
    }
  }

  /** Log cleanup may remove what a listing has shown. */
  private static CommitBatch stillThere(CommitBatch batch, HistoryStart start)
      throws TableHeldException {
    if (batch.commits().isEmpty()) {
      throw new TableHeldException(
          HoldReason.GAP, "version %d went while it was read".formatted(start.version()));
    }
    return batch;
  }

  /** Copies what the first run will need, and publishes nothing. */
  void copyAhead(LogListing primary, History history) throws TableHeldException {
    HistoryStart start = HistoryStart.choose(primary, history);
    List<FileAction.Add> liveBefore =
        start.checkpoint().isPresent() ? liveFiles(start.version()) : List.of();
    long head = primary.newestCommit().orElseThrow();
    copied(start, head, liveBefore, Novelty.PERHAPS_THERE).batch().close();
  }

  private Optional<Position> publishFromZero(CommitBatch batch, boolean zeroLast)
      throws TableHeldException {
    List<FetchedCommit> commits = batch.commits();
    for (FetchedCommit commit : commits.subList(zeroLast ? 1 : 0, commits.size())) {
      if (!replication.publish(commit)) {
        return Optional.empty();
      }
    }
    if (zeroLast && !replication.publish(commits.get(0))) {
      return Optional.empty();
    }
    return Optional.of(Position.behind(0, batch.newest()));
  }

  private Optional<Position> publishBehindCheckpoint(CommitBatch batch, HistoryStart start)
      throws TableHeldException {
    CheckpointFiles checkpoint = start.checkpoint().orElseThrow();
    checkpointed.copySidecars(checkpoint);
    for (FetchedCommit commit : batch.commits()) {
      if (!replication.publish(commit)) {
        return Optional.empty();
      }
    }
    return checkpointed.publish(checkpoint)
        ? Optional.of(Position.behind(start.version(), batch.newest()))
        : Optional.empty();
  }

  private void warnOfMissing(BatchReplication.Ready ready) {
    if (ready.missingFiles() > 0) {
      context
          .warnings()
          .accept(
              "%d files of versions up to %d are gone from the primary; versions that need them can be read on neither side"
                  .formatted(ready.missingFiles(), ready.batch().last()));
    }
  }

  private List<FileAction.Add> liveFiles(long version) throws TableHeldException {
    Snapshot snapshot = checkpointed.snapshot(version);
    replication.startFrom(snapshot.protocol());
    return snapshot.liveFiles();
  }

  /** One look at the secondary's prefix says whether anything can be there already. */
  private Novelty novelty() {
    boolean empty =
        context
            .target()
            .list(ListRequest.everythingBelow(context.roots().target()))
            .objects()
            .isEmpty();
    return empty ? Novelty.NEW : Novelty.PERHAPS_THERE;
  }
}
