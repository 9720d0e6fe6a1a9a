package dev.levee.sync.engine.artefact;

import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.CheckpointKind;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.kernel.KernelCheckpoints;
import dev.levee.sync.log.kernel.MadeCheckpoint;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.plan.FeatureCheck;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.SourceNote;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Checkpoints of a replica whose paths are rewritten. The primary's hold its own paths and cannot
 * be copied, so new ones are made for the same versions: a tail's from the secondary's own log,
 * that of a beginning from the primary's state.
 */
public final class MadeCheckpoints {
  private final TableContext context;
  private final LastCheckpoint lastCheckpoint;
  private OptionalLong notMade = OptionalLong.empty();

  public MadeCheckpoints(TableContext context, LastCheckpoint lastCheckpoint) {
    this.context = context;
    this.lastCheckpoint = lastCheckpoint;
  }

  /**
   * Makes a checkpoint where the primary has a newer one than the secondary, and moves the hint to
   * it. One that cannot be made is left out and told of: readers do without.
   *
   * @param first the oldest version that readers of the secondary can read
   * @param last the newest
   */
  void sync(LogListing primary, LogListing secondary, long first, long last)
      throws TableHeldException {
    OptionalLong wanted =
        primary.checkpoints().stream()
            .mapToLong(CheckpointFiles::version)
            .filter(version -> version >= first && version <= last)
            .max();
    if (wanted.isEmpty() || wanted.equals(notMade)) {
      return;
    }
    long version = wanted.getAsLong();
    long newest = newest(secondary);
    boolean isThere = newest >= version;
    if (isThere && (newest > version || hintIsAt(secondary, version))) {
      return;
    }
    try (MadeCheckpoint checkpoint = fromReplica(version)) {
      if (isThere || publish(checkpoint)) {
        lastCheckpoint.moveTo(checkpoint.hint(), secondary);
      }
    } catch (SnapshotException e) {
      notMade = wanted;
      context
          .warnings()
          .accept("no checkpoint of version %d is made: %s".formatted(version, e.getMessage()));
    }
  }

  /** The version of the newest checkpoint, or -1. */
  private static long newest(LogListing secondary) {
    List<CheckpointFiles> checkpoints = secondary.checkpoints();
    return checkpoints.isEmpty() ? -1 : checkpoints.get(checkpoints.size() - 1).version();
  }

  /** Whether the hint needs no moving: ours could name only a checkpoint in one file. */
  private boolean hintIsAt(LogListing secondary, long version) {
    boolean nameable =
        secondary.checkpoints().stream()
            .anyMatch(
                checkpoint ->
                    checkpoint.version() == version && checkpoint.kind() == CheckpointKind.CLASSIC);
    return !nameable
        || lastCheckpoint
            .current(secondary)
            .map(LastCheckpointHint::version)
            .filter(known -> known >= version)
            .isPresent();
  }

  private MadeCheckpoint fromReplica(long version) {
    return checked(
        new KernelCheckpoints(context.target())
            .make(context.roots().target(), version, UnaryOperator.identity()));
  }

  /**
   * Whether the primary's state at a version has paths that are other ones in the secondary. Reads
   * the whole state, since tombstones count too.
   */
  public boolean areNeededFor(long version) {
    return new KernelCheckpoints(context.source())
        .anyPath(context.roots().source(), version, context.rewriting().paths()::changes);
  }

  /**
   * Makes the checkpoint that the secondary's history begins with.
   *
   * @return false when this daemon may not publish any more
   */
  public boolean begin(long version) throws TableHeldException {
    PathTransform paths = context.rewriting().paths();
    try (MadeCheckpoint checkpoint =
        checked(
            new KernelCheckpoints(context.source())
                .make(
                    context.roots().source(), version, path -> paths.rewrite(path).orElse(path)))) {
      return publish(checkpoint);
    }
  }

  private boolean publish(MadeCheckpoint checkpoint) throws TableHeldException {
    NewObject object =
        new NewObject(
            LogListing.folder(context.roots().target())
                .resolve(LogFile.checkpointName(checkpoint.version())),
            checkpoint.body(),
            Map.of(SourceNote.TRANSFORM, context.rewriting().paths().id()));
    return context.publisher().publish(object) != GatedPublisher.Outcome.STOPPED;
  }

  /** A feature that nobody knows may bring actions that a checkpoint would lack. */
  private static MadeCheckpoint checked(MadeCheckpoint checkpoint) {
    Protocol protocol = checkpoint.protocol();
    List<String> unknown = FeatureCheck.warnings(protocol);
    if (!unknown.isEmpty()) {
      checkpoint.close();
      throw new SnapshotException(
          HoldReason.FEATURE_UNKNOWN,
          "what its checkpoints must hold is not known: " + unknown,
          null);
    }
    return checkpoint;
  }
}
