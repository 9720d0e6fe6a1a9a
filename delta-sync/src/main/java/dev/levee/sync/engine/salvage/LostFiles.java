package dev.levee.sync.engine.salvage;

import dev.levee.sync.copy.CopyOutcome;
import dev.levee.sync.copy.Novelty;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.log.AppendedFile;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.FileLocation;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.salvage.BranchCommit;
import dev.levee.sync.store.ObjectAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The data files of lost commits: they stayed in the table's folder of the region that took them,
 * and belong into that of the primary.
 */
final class LostFiles {
  private final RegionSpec source;
  private final Location sourceRoot;
  private final RegionSpec target;
  private final Location targetRoot;
  private final TableCopier copier;

  /** Files of one branch. */
  LostFiles(QuarantinedBranch branch, RegionSpec target, Location targetRoot, TableCopier copier) {
    this.source = branch.region();
    this.sourceRoot = branch.root();
    this.target = target;
    this.targetRoot = targetRoot;
    this.copier = copier;
  }

  /** Why not all files of a commit can be had; empty when they can. Nothing is read but sizes. */
  Optional<String> missing(BranchCommit commit) {
    for (RequiredObject object : required(commit)) {
      Optional<ObjectAttributes> found =
          source
              .store()
              .head(object.source())
              .or(
                  () ->
                      isWithinOneRegion()
                          ? Optional.empty()
                          : target.store().head(object.target()));
      if (found.isEmpty()) {
        return Optional.of(gone(object));
      }
      if (found.get().size() != object.size().orElseThrow()) {
        return Optional.of(
            "%s has %d bytes, and the commit says %d"
                .formatted(object.source(), found.get().size(), object.size().getAsLong()));
      }
    }
    return Optional.empty();
  }

  /**
   * Brings the files into the primary's folder; those that are there stay.
   *
   * @return why not all of them could be; empty when all are there
   * @throws dev.levee.sync.store.StoreException when a store failed
   */
  Optional<String> copy(BranchCommit commit) {
    if (isWithinOneRegion()) {
      return missing(commit);
    }
    Optional<String> problem = Optional.empty();
    for (TableCopier.Result result : copier.copyAll(required(commit), Novelty.PERHAPS_THERE)) {
      Optional<String> why = problem(result);
      problem = problem.or(() -> why);
    }
    return problem;
  }

  private static Optional<String> problem(TableCopier.Result result) {
    CopyOutcome outcome = result.outcome();
    return outcome.match(
        there -> Optional.empty(),
        missing -> Optional.of(gone(result.object())),
        differs -> Optional.of("another file has the name: " + differs.detail()),
        failed -> {
          throw failed.cause();
        });
  }

  private static String gone(RequiredObject object) {
    return object.source() + " is gone, as a VACUUM there would remove it";
  }

  /** After a failback the region that took the commits is the primary again. */
  private boolean isWithinOneRegion() {
    return source.name().equals(target.name());
  }

  private List<RequiredObject> required(BranchCommit commit) {
    List<RequiredObject> objects = new ArrayList<>();
    for (AppendedFile file : commit.files()) {
      objects.add(
          new RequiredObject(
              FileLocation.of(sourceRoot, file.path()).orElseThrow(),
              FileLocation.of(targetRoot, file.path()).orElseThrow(),
              OptionalLong.of(file.size()),
              RequiredObject.Kind.DATA));
    }
    return objects;
  }
}
