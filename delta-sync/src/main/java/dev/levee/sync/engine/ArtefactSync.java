package dev.levee.sync.engine;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.CompactionFile;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings what a log has besides its commits: checkpoints with their sidecars, version checksums,
 * compactions, and at last the hint {@code _last_checkpoint}. All of it is optional for readers, so
 * a damaged one is left out and told of. Nothing of it refers to a version that is not published.
 *
 * <p>Of a log whose paths are rewritten nothing is copied, since all of these hold paths: its
 * checkpoints are made anew, the rest is left out.
 */
final class ArtefactSync {
  private final TableContext context;
  private final KernelSnapshots snapshots;
  private final LastCheckpoint lastCheckpoint;
  private final MadeCheckpoints made;

  ArtefactSync(TableContext context) {
    this.context = context;
    this.lastCheckpoint = new LastCheckpoint(context);
    this.made = new MadeCheckpoints(context, lastCheckpoint);
    this.snapshots = new KernelSnapshots(context.source());
  }

  /**
   * Copies what the secondary lacks.
   *
   * @param first the oldest version that readers of the secondary can read
   * @param last the newest
   */
  void sync(LogListing primary, LogListing secondary, long first, long last)
      throws TableHeldException {
    if (context.rewriting().isRewritten()) {
      made.sync(primary, secondary, first, last);
      return;
    }
    Set<String> there = names(secondary);
    List<RequiredObject> small = new ArrayList<>();
    primary.checksums().subMap(first, true, last, true).values().stream()
        .filter(checksum -> !there.contains(checksum.location().name()))
        .forEach(checksum -> small.add(required(checksum)));
    for (CompactionFile compaction : primary.compactions()) {
      if (compaction.first() >= first
          && compaction.last() <= last
          && !there.contains(compaction.entry().location().name())) {
        small.add(required(compaction.entry()));
      }
    }
    context.copy(small, Novelty.NEW);
    for (CheckpointFiles checkpoint : primary.checkpoints()) {
      if (checkpoint.version() >= first && checkpoint.version() <= last) {
        copyCheckpoint(checkpoint, there);
      }
    }
    copyHint(primary, secondary);
  }

  private static Set<String> names(LogListing log) {
    Set<String> names =
        log.checkpoints().stream()
            .flatMap(checkpoint -> checkpoint.files().stream())
            .map(file -> file.location().name())
            .collect(Collectors.toSet());
    log.checksums().values().forEach(checksum -> names.add(checksum.location().name()));
    log.compactions().forEach(compaction -> names.add(compaction.entry().location().name()));
    return names;
  }

  private void copyCheckpoint(CheckpointFiles checkpoint, Set<String> there)
      throws TableHeldException {
    List<RequiredObject> files =
        checkpoint.files().stream()
            .filter(file -> !there.contains(file.location().name()))
            .map(this::required)
            .toList();
    if (files.isEmpty()) {
      return;
    }
    if (copySidecars(checkpoint)) {
      // The parts may be there from a run that was cut off.
      context.copy(files, files.size() == 1 ? Novelty.NEW : Novelty.PERHAPS_THERE);
    }
  }

  /** Copies the sidecars of a checkpoint; false when it cannot be used and is to be left out. */
  boolean copySidecars(CheckpointFiles checkpoint) throws TableHeldException {
    try {
      PlanOutcome outcome =
          context.planner().planSidecars(checkpoint.version(), snapshots.sidecars(checkpoint));
      if (outcome instanceof PlanOutcome.Planned planned) {
        return context.copy(planned.plan().objects(), Novelty.PERHAPS_THERE).isEmpty();
      }
      outcome.match(
          plan -> true,
          refused -> {
            context.warnings().accept("checkpoint left out: " + refused.hold().detail());
            return false;
          });
      return false;
    } catch (SnapshotException e) {
      context.warnings().accept("checkpoint left out: " + e.getMessage());
      return false;
    }
  }

  /** The files of a checkpoint themselves, in order. */
  List<RequiredObject> files(CheckpointFiles checkpoint) {
    return checkpoint.files().stream().map(this::required).toList();
  }

  private RequiredObject required(ObjectEntry file) {
    String name = file.location().name();
    return new RequiredObject(
        file.location(),
        LogListing.folder(context.roots().target()).resolve(name),
        OptionalLong.of(file.attributes().size()),
        RequiredObject.Kind.CHECKPOINT);
  }

  private void copyHint(LogListing primary, LogListing secondaryBefore) {
    if (primary.lastCheckpoint().isEmpty()
        || primary.lastCheckpoint().get().attributes().size() > LastCheckpointHint.MAX_BYTES) {
      return;
    }
    context
        .source()
        .open(primary.lastCheckpoint().get().location())
        .map(ObjectContent::readAll)
        .ifPresent(ours -> lastCheckpoint.moveTo(ours, secondaryBefore));
  }
}
