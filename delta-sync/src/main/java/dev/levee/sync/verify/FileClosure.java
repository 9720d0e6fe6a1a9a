package dev.levee.sync.verify;

import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.kernel.CheckpointSidecars;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.rewrite.PathTransform;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that the replica's readers need: those of the newest version, those that older versions
 * and change feeds name, and the sidecars of checkpoints. Each once.
 */
final class FileClosure {
  private final TableSides sides;
  private final CommitPlanner planner;
  private final KernelSnapshots snapshots;
  private final CheckpointSidecars sidecars;
  private final Map<Location, FileCheck.Needed> files = new LinkedHashMap<>();
  private boolean rewritten;
  private Protocol protocol = Protocol.legacy(1, 2);

  /**
   * Gathers files.
   *
   * @param paths the rule by which absolute paths of the primary were rewritten
   */
  FileClosure(TableSides sides, PathTransform paths) {
    this.sides = sides;
    this.planner = new CommitPlanner(sides.roots().reversed(), paths.inverse());
    this.snapshots = new KernelSnapshots(sides.replica());
    this.sidecars = new CheckpointSidecars(sides.replica());
  }

  /**
   * Adds the files of a version.
   *
   * @throws UnreadableException when the replica cannot be read at this version
   */
  void addSnapshot(long version) {
    try {
      refused(planner.planSnapshot(snapshots.read(sides.replicaRoot(), version)), true)
          .ifPresent(
              hold -> {
                throw new UnreadableException(Side.REPLICA, hold.reason() + ": " + hold.detail());
              });
    } catch (SnapshotException e) {
      throw new UnreadableException(Side.REPLICA, e.getMessage());
    }
  }

  /** Adds what a commit names. Commits come in their order. */
  Optional<Finding> add(Commit commit) {
    PlanOutcome plan = planner.plan(commit, protocol);
    protocol = commit.protocol().orElse(protocol);
    return refused(plan, false)
        .map(
            hold ->
                new Finding(
                    Finding.Kind.COMMIT_UNREADABLE,
                    LogListing.commit(sides.replicaRoot(), commit.version()).toString(),
                    "a commit whose files are all known",
                    hold.reason() + ": " + hold.detail()));
  }

  /** Adds the sidecars of a checkpoint. */
  Optional<Finding> add(CheckpointFiles checkpoint) {
    try {
      PlanOutcome outcome = planner.planSidecars(checkpoint.version(), sidecars.read(checkpoint));
      return refused(outcome, true).map(hold -> unusable(checkpoint, hold.detail()));
    } catch (SnapshotException e) {
      return Optional.of(unusable(checkpoint, e.getMessage()));
    }
  }

  private static Finding unusable(CheckpointFiles checkpoint, String why) {
    return new Finding(
        Finding.Kind.ARTEFACT_UNREADABLE,
        checkpoint.files().get(0).location().toString(),
        "a checkpoint that readers can use",
        why);
  }

  private Optional<Hold> refused(PlanOutcome outcome, boolean live) {
    return outcome.match(
        planned -> {
          planned.plan().objects().forEach(object -> need(object, live));
          rewritten |= planned.plan().rewritten();
          return Optional.empty();
        },
        refused -> Optional.of(refused.hold()));
  }

  /** Whether the replica's log has paths that are other ones in the primary's. */
  boolean isRewritten() {
    return rewritten;
  }

  /** What is read is the replica's log: it names where the copies are. */
  private void need(RequiredObject found, boolean live) {
    RequiredObject object =
        new RequiredObject(
            /* source= */ found.target(), /* target= */ found.source(), found.size(), found.kind());
    files.merge(
        object.target(),
        new FileCheck.Needed(object, live),
        (known, added) -> new FileCheck.Needed(known.object(), known.live() || added.live()));
  }

  Collection<FileCheck.Needed> files() {
    return List.copyOf(files.values());
  }
}
