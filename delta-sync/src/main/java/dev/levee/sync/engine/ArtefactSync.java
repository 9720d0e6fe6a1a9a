package dev.levee.sync.engine;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.CompactionFile;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings what a log has besides its commits: checkpoints with their sidecars, version checksums,
 * compactions, and at last the hint {@code _last_checkpoint}. All of it is optional for readers, so
 * a damaged one is left out and told of. Nothing of it refers to a version that is not published.
 */
final class ArtefactSync {
  private final TableContext context;
  private final KernelSnapshots snapshots;

  ArtefactSync(TableContext context) {
    this.context = context;
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

  /**
   * Moves the hint on when what it names is in the secondary. It is the one object that is
   * overwritten, and so it is only by the group's owner: readers do without it, and list the log.
   */
  private void copyHint(LogListing primary, LogListing secondaryBefore) {
    if (primary.lastCheckpoint().isEmpty()
        || primary.lastCheckpoint().get().attributes().size() > LastCheckpointHint.MAX_BYTES) {
      return;
    }
    Optional<byte[]> ours = read(primary.lastCheckpoint().get().location(), true);
    Optional<LastCheckpointHint> hint = ours.flatMap(LastCheckpointHint::parse);
    Location target = LogListing.folder(context.roots().target()).resolve("_last_checkpoint");
    if (hint.isEmpty() || !resolves(hint.get())) {
      return;
    }
    Optional<byte[]> theirs =
        secondaryBefore.lastCheckpoint().isPresent() ? read(target, false) : Optional.empty();
    boolean older =
        theirs
            .flatMap(LastCheckpointHint::parse)
            .filter(known -> known.version() > hint.get().version())
            .isPresent();
    boolean wanted = !older && (theirs.isEmpty() || !Arrays.equals(ours.get(), theirs.get()));
    if (wanted && context.gate().tryEnter()) {
      try {
        context
            .target()
            .overwrite(
                new NewObject(target, dev.levee.sync.store.ObjectBody.of(ours.get()), Map.of()));
      } finally {
        context.gate().leave();
      }
    }
  }

  private boolean resolves(LastCheckpointHint hint) {
    LogListing now =
        LogListing.readFrom(context.target(), context.roots().target(), hint.version());
    return now.commits().containsKey(hint.version())
        && now.checkpoints().stream()
            .filter(checkpoint -> checkpoint.version() == hint.version())
            .anyMatch(checkpoint -> matches(checkpoint, hint));
  }

  private static boolean matches(CheckpointFiles checkpoint, LastCheckpointHint hint) {
    if (hint.parts().isPresent() && hint.parts().getAsInt() != checkpoint.files().size()) {
      return false;
    }
    String first = checkpoint.files().get(0).location().name();
    return hint.v2Path().isEmpty() || hint.v2Path().get().equals(first);
  }

  private Optional<byte[]> read(Location location, boolean primary) {
    return (primary ? context.source() : context.target())
        .open(location)
        .map(ObjectContent::readAll);
  }
}
