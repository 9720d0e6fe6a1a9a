package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Sidecar;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.rewrite.PathTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says which objects must be in the secondary before a version may be published: all that {@code
 * add} and {@code cdc} actions name, whether or not they change data, and the deletion vectors of
 * the adds. A {@code remove} needs nothing. Whether the objects are there, and as large as the log
 * says, is not known here.
 *
 * <p>An absolute path is followed where it can be rewritten for the secondary and taken back; else
 * the commit is refused, so that a log is rewritten wholly or not at all.
 */
public final class CommitPlanner {
  private static final String SIDECARS = "_delta_log/_sidecars/";

  private final TableRoots roots;
  private final FilePlaces places;

  /** Plans the commits of one table, and refuses absolute paths. */
  public CommitPlanner(TableRoots roots) {
    this(roots, PathTransform.none());
  }

  /** Plans the commits of one table whose absolute paths are rewritten by this rule. */
  public CommitPlanner(TableRoots roots, PathTransform paths) {
    this.roots = requireNonNull(roots, "roots");
    this.places = new FilePlaces(roots, paths);
  }

  /**
   * Plans a commit.
   *
   * @param protocolInForce that of the version before; not looked at when the commit brings its own
   */
  public PlanOutcome plan(Commit commit, Protocol protocolInForce) {
    if (commit.version() == 0 && (commit.protocol().isEmpty() || commit.metadata().isEmpty())) {
      String missing = commit.protocol().isEmpty() ? "protocol" : "metaData";
      return refused(HoldReason.NOT_A_TABLE, "version 0 has no " + missing + " action");
    }
    Protocol protocol = commit.protocol().orElse(protocolInForce);
    Optional<Hold> hold = FeatureCheck.check(protocol).or(() -> unknownActions(commit, protocol));
    if (hold.isPresent()) {
      return new PlanOutcome.Refused(named(commit.version(), hold.get()));
    }
    PlanCollector collector = new PlanCollector(roots, commit.version());
    collector.warn(commit.warnings());
    collector.warn(commit.protocol().map(FeatureCheck::notices).orElse(List.of()));
    collector.warn(DuplicateActions.warnings(commit.files()));
    return collector.collect(() -> addFiles(collector, commit.files()));
  }

  /** Plans what a reader of a checkpoint of this state needs, besides the checkpoint itself. */
  public PlanOutcome planSnapshot(Snapshot snapshot) {
    Optional<Hold> hold = FeatureCheck.check(snapshot.protocol());
    if (hold.isPresent()) {
      return new PlanOutcome.Refused(named(snapshot.version(), hold.get()));
    }
    PlanCollector collector = new PlanCollector(roots, snapshot.version());
    collector.warn(FeatureCheck.notices(snapshot.protocol()));
    return collector.collect(() -> addFiles(collector, snapshot.liveFiles()));
  }

  /**
   * Names every file of a commit, those that it removes too, with their deletion vectors. For
   * deciding what has to stay, not for copying.
   */
  public PlanOutcome planMentions(Commit commit) {
    PlanCollector collector = new PlanCollector(roots, commit.version());
    List<FileAction> mentioned = commit.files().stream().map(CommitPlanner::asAdded).toList();
    return collector.collect(() -> addFiles(collector, mentioned));
  }

  private static FileAction asAdded(FileAction file) {
    return file instanceof FileAction.Remove remove
        ? new FileAction.Add(remove.path(), OptionalLong.empty(), false, remove.deletionVector())
        : file;
  }

  /**
   * Plans the sidecars of a checkpoint. Their paths are bare names in {@code
   * _delta_log/_sidecars/}; an absolute one would make readers of the replica read the primary.
   */
  public PlanOutcome planSidecars(long version, List<Sidecar> sidecars) {
    PlanCollector collector = new PlanCollector(roots, version);
    return collector.collect(
        () -> {
          for (Sidecar sidecar : sidecars) {
            String name = LogPath.decode(sidecar.path());
            if (name.contains("/")) {
              throw new UnusablePathException(
                  HoldReason.PATH_ESCAPE, "a sidecar outside _sidecars", sidecar.path());
            }
            OptionalLong size = OptionalLong.of(sidecar.size());
            collector.require(SIDECARS + name, size, RequiredObject.Kind.SIDECAR);
          }
        });
  }

  private void addFiles(PlanCollector collector, List<? extends FileAction> files)
      throws UnusablePathException {
    for (FileAction file : files) {
      if (file instanceof FileAction.Add add) {
        add(collector, add.path(), add.size(), RequiredObject.Kind.DATA);
        if (add.deletionVector().isPresent()) {
          addVector(collector, add.deletionVector().get());
        }
      } else if (file instanceof FileAction.Change change) {
        add(collector, change.path(), change.size(), RequiredObject.Kind.CHANGE);
      } else if (file instanceof FileAction.Remove remove) {
        noteRemoved(collector, remove);
      }
    }
  }

  private void add(
      PlanCollector collector, String path, OptionalLong size, RequiredObject.Kind kind)
      throws UnusablePathException {
    collector.require(places.of(path), size, kind);
    noteRewriting(collector, path);
  }

  private void addVector(PlanCollector collector, DeletionVector vector)
      throws UnusablePathException {
    Optional<String> file = DeletionVectorFile.of(vector);
    // The log gives the size of the vector; its file may hold others too.
    OptionalLong unknown = OptionalLong.empty();
    if (file.isPresent()) {
      collector.require(file.get(), unknown, RequiredObject.Kind.DELETION_VECTOR);
      collector.vector(collector.below(file.get()), vector);
    } else if (vector.storageType().equals(DeletionVector.ABSOLUTE)) {
      String path = vector.pathOrInlineDv();
      FilePlace place = places.ofAbsolute(path);
      collector.require(place, unknown, RequiredObject.Kind.DELETION_VECTOR);
      collector.vector(place, vector);
      noteRewriting(collector, path);
    }
  }

  /** Nothing is read of a removed file, so that its path may lie anywhere. */
  private void noteRemoved(PlanCollector collector, FileAction.Remove remove)
      throws UnusablePathException {
    List<String> paths = new ArrayList<>(List.of(remove.path()));
    remove
        .deletionVector()
        .filter(vector -> vector.storageType().equals(DeletionVector.ABSOLUTE))
        .ifPresent(vector -> paths.add(vector.pathOrInlineDv()));
    for (String path : paths) {
      places.checkRemoved(path);
      noteRewriting(collector, path);
    }
  }

  private void noteRewriting(PlanCollector collector, String path) {
    if (places.changes(path)) {
      collector.rewrite();
    }
  }

  /** An unknown action is ignored by readers, unless a feature that is unknown too explains it. */
  private static Optional<Hold> unknownActions(Commit commit, Protocol protocol) {
    List<String> unknown = FeatureCheck.warnings(protocol);
    return commit.unknownActions().isEmpty() || unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Hold(
                HoldReason.FEATURE_UNKNOWN,
                "unknown actions may name files: " + commit.warnings() + ", " + unknown));
  }

  private static PlanOutcome refused(HoldReason reason, String detail) {
    return new PlanOutcome.Refused(new Hold(reason, detail));
  }

  static Hold named(long version, Hold hold) {
    return new Hold(hold.reason(), "version " + version + ": " + hold.detail());
  }
}
