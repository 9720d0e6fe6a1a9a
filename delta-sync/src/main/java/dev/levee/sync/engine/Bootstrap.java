package dev.levee.sync.engine;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
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
  private final ArtefactSync artefacts;

  Bootstrap(
      TableContext context,
      BatchReader reader,
      BatchReplication replication,
      ArtefactSync artefacts) {
    this.context = context;
    this.reader = reader;
    this.replication = replication;
    this.artefacts = artefacts;
  }

  /**
   * Makes the table live.
   *
   * @return the first and the newest published version; empty when this daemon may not publish any
   *     more
   */
  Optional<Live> run(LogListing primary, History history) throws TableHeldException {
    HistoryStart start = HistoryStart.choose(primary, history);
    long head = primary.newestCommit().orElseThrow();
    Novelty novelty = novelty();
    List<FileAction.Add> liveBefore =
        start.checkpoint().isPresent() ? liveFiles(start.version()) : List.of();
    try (CommitBatch first = reader.read(start.version(), head)) {
      if (first.commits().isEmpty()) {
        throw new TableHeldException(
            HoldReason.GAP, "version %d went while it was read".formatted(start.version()));
      }
      BatchReplication.Ready ready = replication.copy(first, liveBefore, novelty);
      try (CommitBatch batch = ready.batch()) {
        warnOfMissing(ready);
        return start.checkpoint().isPresent()
            ? publishBehindCheckpoint(batch, start)
            : publishFromZero(batch, ready.missingFiles() > 0);
      }
    }
  }

  /** A table that is live in the secondary, from its first readable version to the newest. */
  record Live(long first, long last) {}

  private Optional<Live> publishFromZero(CommitBatch batch, boolean zeroLast)
      throws TableHeldException {
    List<FetchedCommit> commits = batch.commits();
    int published = 0;
    for (FetchedCommit commit : commits.subList(zeroLast ? 1 : 0, commits.size())) {
      if (!replication.publish(commit)) {
        return published > 0 && !zeroLast
            ? Optional.of(new Live(0, commit.version() - 1))
            : Optional.empty();
      }
      published++;
    }
    if (zeroLast && !replication.publish(commits.get(0))) {
      return Optional.empty();
    }
    return Optional.of(new Live(0, batch.last()));
  }

  private Optional<Live> publishBehindCheckpoint(CommitBatch batch, HistoryStart start)
      throws TableHeldException {
    if (!artefacts.copySidecars(start.checkpoint().orElseThrow())) {
      throw new TableHeldException(
          HoldReason.SOURCE_CORRUPT,
          "the checkpoint of version %d, from which the history begins, cannot be read"
              .formatted(start.version()));
    }
    for (FetchedCommit commit : batch.commits()) {
      if (!replication.publish(commit)) {
        return Optional.empty();
      }
    }
    for (RequiredObject file : artefacts.files(start.checkpoint().orElseThrow())) {
      if (!context.gate().tryEnter()) {
        return Optional.empty();
      }
      try {
        if (!context.copy(List.of(file), Novelty.PERHAPS_THERE).isEmpty()) {
          throw new TableHeldException(
              HoldReason.SOURCE_CORRUPT, file.source() + " is gone from the primary");
        }
      } finally {
        context.gate().leave();
      }
    }
    return Optional.of(new Live(start.version(), batch.last()));
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
    try {
      Snapshot snapshot =
          new KernelSnapshots(context.source()).read(context.roots().source(), version);
      if (context.planner().planSnapshot(snapshot) instanceof PlanOutcome.Refused refused) {
        throw new TableHeldException(refused.hold());
      }
      replication.startFrom(snapshot.protocol());
      return snapshot.liveFiles();
    } catch (SnapshotException e) {
      throw new TableHeldException(e.reason(), e.getMessage());
    }
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
