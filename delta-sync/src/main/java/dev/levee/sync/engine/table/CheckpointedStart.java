package dev.levee.sync.engine.table;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.artefact.ArtefactSync;
import dev.levee.sync.engine.artefact.LastCheckpoint;
import dev.levee.sync.engine.artefact.MadeCheckpoints;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ObjectEntry;
import java.util.List;
import java.util.Optional;

/** What it takes for a replica to begin at a checkpoint of the primary. */
final class CheckpointedStart {
  private final TableContext context;
  private final ArtefactSync artefacts;
  private final KernelSnapshots snapshots;
  private final MadeCheckpoints made;

  CheckpointedStart(TableContext context, ArtefactSync artefacts) {
    this.context = context;
    this.made = new MadeCheckpoints(context, new LastCheckpoint(context));
    this.artefacts = artefacts;
    this.snapshots = new KernelSnapshots(context.source());
  }

  /**
   * The primary's state at a version.
   *
   * @throws dev.levee.sync.log.kernel.SnapshotException when it cannot be read
   * @throws TableHeldException when not all of its files can be found
   */
  Snapshot snapshot(long version) throws TableHeldException {
    Snapshot snapshot = snapshots.read(context.roots().source(), version);
    if (context.planner().planSnapshot(snapshot) instanceof PlanOutcome.Refused refused) {
      throw new TableHeldException(refused.hold());
    }
    if (made.areNeededFor(version)) {
      context.rewriting().begin();
    }
    return snapshot;
  }

  /**
   * Proves the checkpoint as far as it can be, and copies what its own files refer to.
   *
   * @throws TableHeldException when it cannot be read, or contradicts its version's checksum
   */
  void copySidecars(CheckpointFiles checkpoint) throws TableHeldException {
    if (context.rewriting().isRewritten()) {
      return;
    }
    long version = checkpoint.version();
    Location crc =
        LogListing.folder(context.roots().source()).resolve(LogFile.checksumName(version));
    Optional<ObjectEntry> checksum =
        context.source().head(crc).map(found -> new ObjectEntry(crc, found));
    Optional<String> fault = artefacts.prepareStart(checkpoint, checksum);
    if (fault.isPresent()) {
      throw new TableHeldException(
          HoldReason.SOURCE_CORRUPT,
          "the checkpoint of version %d, from which the history begins, cannot be used: %s"
              .formatted(version, fault.get()));
    }
  }

  /** The names of the files that the checkpoint has in the secondary. */
  List<String> names(CheckpointFiles checkpoint) {
    return context.rewriting().isRewritten()
        ? List.of(LogFile.checkpointName(checkpoint.version()))
        : checkpoint.files().stream().map(file -> file.location().name()).toList();
  }

  /**
   * Brings the checkpoint's own files, or one that is made in their place where its paths are other
   * ones in the secondary. With the last of them readers begin to see it.
   *
   * @return false when this daemon may not publish any more
   */
  boolean publish(CheckpointFiles checkpoint) throws TableHeldException {
    if (context.rewriting().isRewritten()) {
      return made.begin(checkpoint.version());
    }
    for (RequiredObject file : artefacts.files(checkpoint)) {
      if (!context.gate().tryEnter()) {
        return false;
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
    return true;
  }
}
