package dev.levee.sync.engine.artefact;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.commit.ListedBytes;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.CompactionFile;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.TableState;
import dev.levee.sync.log.VersionChecksum;
import dev.levee.sync.log.kernel.CheckpointSidecars;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.plan.PlanOutcome;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings what a log has besides its commits: checkpoints with their sidecars, version checksums,
 * compactions, and at last the hint {@code _last_checkpoint}. All of it is optional for readers, so
 * what is damaged, or does not say what the commits say, is left out and told of once. Nothing of
 * it refers to a version that is not published.
 *
 * <p>Every checkpoint is proved. So are the checksums of their versions, and the newest ones of
 * each look; older ones are read for what they are and not compared, since each comparison reads a
 * whole state of the table.
 *
 * <p>Of a log whose paths are rewritten nothing is copied, since all of these hold paths: its
 * checkpoints are made anew, the rest is left out.
 */
public final class ArtefactSync {
  private static final int CHECKSUMS_PER_LOOK = 1;

  private final TableContext context;
  private final CheckpointSidecars sidecars;
  private final LogProof proof;
  private final RejectedArtefacts rejected;
  private final LastCheckpoint lastCheckpoint;
  private final MadeCheckpoints made;

  public ArtefactSync(TableContext context) {
    this.context = context;
    this.lastCheckpoint = new LastCheckpoint(context);
    this.made = new MadeCheckpoints(context, lastCheckpoint);
    this.sidecars = new CheckpointSidecars(context.source());
    this.proof = new LogProof(context);
    this.rejected = new RejectedArtefacts(context.warnings());
  }

  /**
   * Copies what the secondary lacks.
   *
   * @param first the oldest version that readers of the secondary can read
   * @param last the newest
   */
  public void sync(LogListing primary, LogListing secondary, long first, long last)
      throws TableHeldException {
    if (context.rewriting().isRewritten()) {
      made.sync(primary, secondary, first, last);
      return;
    }
    rejected.nextLook();
    Set<String> there = names(secondary);
    Map<Long, TableState> states = new HashMap<>();
    for (CheckpointFiles checkpoint : primary.checkpoints()) {
      if (checkpoint.version() >= first && checkpoint.version() <= last) {
        copyCheckpoint(checkpoint, there, states);
      }
    }
    List<RequiredObject> small = checksums(primary, first, last, there, states);
    for (CompactionFile compaction : primary.compactions()) {
      if (compaction.first() >= first
          && compaction.last() <= last
          && !there.contains(compaction.entry().location().name())) {
        small.add(required(compaction.entry()));
      }
    }
    context.copy(small, Novelty.NEW);
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

  private void copyCheckpoint(
      CheckpointFiles checkpoint, Set<String> there, Map<Long, TableState> states)
      throws TableHeldException {
    List<RequiredObject> files =
        checkpoint.files().stream()
            .filter(file -> !there.contains(file.location().name()))
            .map(this::required)
            .toList();
    if (files.isEmpty() || rejected.contains(checkpoint.files())) {
      return;
    }
    Optional<String> fault = fault(checkpoint, states);
    if (fault.isEmpty()) {
      fault = sidecarFault(checkpoint);
    }
    if (fault.isPresent()) {
      String what = "the checkpoint " + checkpoint.files().get(0).location().name();
      rejected.reject(checkpoint.files(), what, fault.get());
    } else {
      // The parts may be there from a run that was cut off.
      context.copy(files, files.size() == 1 ? Novelty.NEW : Novelty.PERHAPS_THERE);
    }
  }

  private Optional<String> fault(CheckpointFiles checkpoint, Map<Long, TableState> states) {
    try {
      TableState byItself = proof.byItself(checkpoint);
      TableState byCommits = proof.byCommits(checkpoint.version(), LogProof.names(checkpoint));
      states.put(checkpoint.version(), byCommits);
      return byCommits.differenceOf(byItself);
    } catch (SnapshotException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The checksums that are to be copied, after those that are wrong were left out. */
  private List<RequiredObject> checksums(
      LogListing primary, long first, long last, Set<String> there, Map<Long, TableState> states) {
    List<RequiredObject> good = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<Long, ObjectEntry> entry :
        primary.checksums().subMap(first, true, last, true).descendingMap().entrySet()) {
      List<ObjectEntry> file = List.of(entry.getValue());
      String name = entry.getValue().location().name();
      if (there.contains(name) || rejected.contains(file)) {
        continue;
      }
      long version = entry.getKey();
      Optional<String> fault =
          checksumFault(entry.getValue(), version, states, compared++ < CHECKSUMS_PER_LOOK);
      if (fault.isPresent()) {
        rejected.reject(file, "the checksum " + name, fault.get());
      } else {
        good.add(required(entry.getValue()));
      }
    }
    return good;
  }

  private Optional<String> checksumFault(
      ObjectEntry file, long version, Map<Long, TableState> states, boolean compare) {
    Optional<VersionChecksum> checksum = proof.read(file);
    if (checksum.isEmpty()) {
      return Optional.of("it is no checksum of a version");
    }
    if (!compare && !states.containsKey(version)) {
      return Optional.empty();
    }
    try {
      TableState state =
          states.computeIfAbsent(version, missing -> proof.byCommits(missing, Set.of()));
      return checksum.get().contradictionTo(state);
    } catch (SnapshotException e) {
      return Optional.of("there is nothing to compare it with: " + e.getMessage());
    }
  }

  /**
   * Proves a checkpoint that a replica begins with, and copies its sidecars.
   *
   * @param checksum that of its version, if there is one
   * @return what is wrong with it
   */
  public Optional<String> prepareStart(CheckpointFiles checkpoint, Optional<ObjectEntry> checksum)
      throws TableHeldException {
    Optional<String> fault = proof.faultWithoutCommits(checkpoint, checksum);
    return fault.isPresent() ? fault : sidecarFault(checkpoint);
  }

  /** Copies the sidecars of a checkpoint, or says what is wrong with them. */
  private Optional<String> sidecarFault(CheckpointFiles checkpoint) throws TableHeldException {
    PlanOutcome outcome;
    try {
      outcome = context.planner().planSidecars(checkpoint.version(), sidecars.read(checkpoint));
    } catch (SnapshotException e) {
      return Optional.of(e.getMessage());
    }
    if (outcome instanceof PlanOutcome.Planned planned) {
      List<RequiredObject> missing = context.copy(planned.plan().objects(), Novelty.PERHAPS_THERE);
      return missing.stream().findFirst().map(sidecar -> sidecar.source() + " is missing");
    }
    return outcome.match(
        planned -> Optional.empty(), refused -> Optional.of(refused.hold().detail()));
  }

  /** The files of a checkpoint themselves, in order. */
  public List<RequiredObject> files(CheckpointFiles checkpoint) {
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
        || primary.lastCheckpoint().get().attributes().size() > LastCheckpointHint.MAX_BYTES
        || isCopied(primary.lastCheckpoint().get(), secondaryBefore)) {
      return;
    }
    context
        .source()
        .open(primary.lastCheckpoint().get().location())
        .map(ObjectContent::readAll)
        .ifPresent(ours -> lastCheckpoint.moveTo(ours, secondaryBefore));
  }

  private boolean isCopied(ObjectEntry hint, LogListing secondary) {
    ListedBytes listed = new ListedBytes(context.source(), context.target());
    return secondary.lastCheckpoint().filter(copy -> listed.areSame(hint, copy)).isPresent();
  }
}
