package dev.levee.sync.engine.commit;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.copy.CopyOutcome;
import dev.levee.sync.copy.Novelty;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the parts of one table's pass share.
 *
 * @param roots where the table lies on both sides
 * @param source the primary's store
 * @param target the secondary's store
 * @param copier copies this table's files
 * @param executor runs reads that may be parallel
 * @param catalog what the primary's catalog has ratified
 * @param rewriting the paths that are other ones in the secondary
 * @param planner plans this table's commits
 * @param publisher publishes into the secondary, behind the gate
 * @param stagedRuns runs of versions that are published back to back
 * @param succession what becomes of a log in the secondary that has to give way
 * @param progress counts
 * @param gate says whether a commit may be published now
 * @param warnings takes what an operator should look at
 * @param time the clocks
 */
public record TableContext(
    TableRoots roots,
    ObjectStore source,
    ObjectStore target,
    TableCopier copier,
    CopyExecutor executor,
    CatalogCommits catalog,
    LogRewriting rewriting,
    CommitPlanner planner,
    GatedPublisher publisher,
    StagedRuns stagedRuns,
    LogSuccession succession,
    TableProgress progress,
    PublishGate gate,
    Consumer<String> warnings,
    Time time) {

  /**
   * Copies objects and waits.
   *
   * @return those that are gone from the primary and were not copied before
   * @throws TableHeldException when the secondary has another object in the place of one
   * @throws dev.levee.sync.store.StoreException when one could not be copied now
   */
  public List<RequiredObject> copy(List<RequiredObject> objects, Novelty novelty)
      throws TableHeldException {
    if (objects.isEmpty()) {
      return List.of();
    }
    progress.planned(copier.notBegun(objects));
    List<RequiredObject> missing = new ArrayList<>();
    Map<Boolean, List<RequiredObject>> byOwnership =
        objects.stream()
            .collect(Collectors.partitioningBy(object -> isOfThisTable(object.source())));
    missing.addAll(copyAll(byOwnership.get(true), novelty));
    // Another table's files may long be there, by its own replication.
    missing.addAll(copyAll(byOwnership.get(false), Novelty.PERHAPS_THERE));
    return missing;
  }

  /** Begins to copy those objects that are this table's own; {@link #copy} will find it done. */
  void copyAhead(List<RequiredObject> objects, Novelty novelty) {
    List<RequiredObject> own =
        objects.stream().filter(object -> isOfThisTable(object.source())).toList();
    progress.planned(copier.notBegun(own));
    copier.begin(own, novelty);
  }

  /** Whether a file of the primary lies below the table's root. */
  boolean isOfThisTable(Location file) {
    return file.relativeTo(roots.source()).isPresent();
  }

  private List<RequiredObject> copyAll(List<RequiredObject> objects, Novelty novelty)
      throws TableHeldException {
    List<RequiredObject> missing = new ArrayList<>();
    List<TableCopier.Result> results = copier.copyAll(objects, novelty);
    for (TableCopier.Result result : results) {
      if (result.outcome() instanceof CopyOutcome.SourceMissing) {
        missing.add(result.object());
      } else if (result.outcome() instanceof CopyOutcome.TargetDiffers differs) {
        throw new TableHeldException(HoldReason.FOREIGN_FILE, differs.detail());
      } else if (result.outcome() instanceof CopyOutcome.Failed failed) {
        throw failed.cause();
      }
    }
    SizeMismatches.warning(results).ifPresent(warnings);
    return missing;
  }
}
