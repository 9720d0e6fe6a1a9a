package dev.levee.sync.engine;

import dev.levee.sync.copy.CopyOutcome;
import dev.levee.sync.copy.Novelty;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Takes the replica's log of a table that was dropped and created again out of its place, so that
 * the new table's log can come there. Nothing of it is lost: every object is first copied to {@code
 * <control>/<group>/replaced/}, and only what is proven to be there is removed.
 *
 * <p>Removal goes from the top down: the hint, then checkpoints, checksums and compactions, then
 * commits from the highest to the lowest, and the checkpoint that the log begins with just before
 * its commit. So readers see the old table at some version, or none; never a mixture. A run that is
 * cut off is gone on with by the next.
 */
final class LogRetirement {
  private final ObjectStore secondary;
  private final Location folder;
  private final PublishGate gate;
  private final TableCopier copier;

  /**
   * Moves logs of one table.
   *
   * @param copier copies within the secondary
   */
  LogRetirement(ObjectStore secondary, Location folder, PublishGate gate, TableCopier copier) {
    this.secondary = secondary;
    this.folder = folder;
    this.gate = gate;
    this.copier = copier;
  }

  /** Where a region keeps logs that were replaced. */
  static Location folder(RegionSpec region, String group) {
    return region.control().resolve(group + "/replaced/");
  }

  /**
   * Moves the whole log away.
   *
   * @param root the table's root in the secondary
   * @param name tells this table from others that were at the same root
   * @return false when this daemon may not change the secondary any more; go on another time
   */
  boolean retire(Location root, String name) throws TableHeldException {
    List<ObjectEntry> log = objects(LogListing.folder(root));
    Location kept = folder.resolve(StagedRuns.digest(root) + "/" + name + "/");
    keep(log, root, kept);
    long lowest = lowestCommit(log);
    log.sort(Comparator.comparing(entry -> rank(entry, lowest)));
    for (ObjectEntry entry : log) {
      if (!gate.tryEnter()) {
        return false;
      }
      try {
        secondary.delete(entry.location());
      } finally {
        gate.leave();
      }
    }
    return true;
  }

  private List<ObjectEntry> objects(Location prefix) {
    List<ObjectEntry> objects = new ArrayList<>();
    new Listing(secondary, ListRequest.everythingBelow(prefix)).forEachRemaining(objects::add);
    return objects;
  }

  private void keep(List<ObjectEntry> log, Location root, Location kept) throws TableHeldException {
    List<RequiredObject> copies = new ArrayList<>();
    for (ObjectEntry entry : log) {
      copies.add(
          new RequiredObject(
              entry.location(),
              kept.resolve(entry.location().relativeTo(root).orElseThrow()),
              OptionalLong.of(entry.attributes().size()),
              RequiredObject.Kind.CHECKPOINT));
    }
    for (TableCopier.Result result : copier.copyAll(copies, Novelty.PERHAPS_THERE)) {
      CopyOutcome outcome = result.outcome();
      if (outcome instanceof CopyOutcome.Failed failed) {
        throw failed.cause();
      }
      if (!(outcome instanceof CopyOutcome.Copied || outcome instanceof CopyOutcome.AlreadyThere)) {
        throw new TableHeldException(
            HoldReason.RECREATED,
            "%s could not be kept as %s; nothing was removed"
                .formatted(result.object().source(), result.object().target()));
      }
    }
  }

  private static long lowestCommit(List<ObjectEntry> log) {
    return log.stream()
        .map(entry -> LogFile.parse(entry.location().name()))
        .filter(LogFile.Commit.class::isInstance)
        .mapToLong(file -> ((LogFile.Commit) file).version())
        .min()
        .orElse(0);
  }

  /** The order of removal, as text. */
  private static String rank(ObjectEntry entry, long lowest) {
    LogFile file = LogFile.parse(entry.location().name());
    if (file instanceof LogFile.LastCheckpoint) {
      return "0";
    }
    if (file instanceof LogFile.Checkpoint checkpoint) {
      String order = descending(checkpoint.version()) + " 0";
      return (checkpoint.version() > lowest ? "1" : "3") + order;
    }
    if (file instanceof LogFile.Checksum || file instanceof LogFile.Compaction) {
      return "2";
    }
    return file instanceof LogFile.Commit commit ? "3" + descending(commit.version()) + " 1" : "4";
  }

  private static String descending(long version) {
    return "%020d".formatted(Long.MAX_VALUE - version);
  }
}
