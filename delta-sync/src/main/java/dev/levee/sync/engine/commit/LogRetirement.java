package dev.levee.sync.engine.commit;

import dev.levee.sync.copy.CopyOutcome;
import dev.levee.sync.copy.Novelty;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.RequiredObject;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes what a log has above a version out of its place, or all of it: the log of a table that was
 * dropped and created again, or commits that lost a fork. Nothing is lost: every object is first
 * copied to a folder under the control prefix, and only what is proven to be there, and has not
 * changed since, is removed.
 *
 * <p>Removal goes from the top down: the hint, then checkpoints, checksums and compactions, then
 * commits from the highest to the lowest, and the checkpoint that the log begins with just before
 * its commit. So readers see the table at some older version, or none; never a mixture. A run that
 * is cut off is gone on with by the next.
 */
public final class LogRetirement {
  private final ObjectStore secondary;
  private final PublishGate gate;
  private final TableCopier copier;

  /**
   * Moves logs of one table.
   *
   * @param copier copies within the secondary
   */
  public LogRetirement(ObjectStore secondary, PublishGate gate, TableCopier copier) {
    this.secondary = secondary;
    this.gate = gate;
    this.copier = copier;
  }

  /**
   * What the log has above a version, in the order in which it is to be removed.
   *
   * @param root the table's root in the secondary
   * @param version the newest version that stays; -1 for all
   */
  public List<ObjectEntry> above(Location root, long version) {
    List<ObjectEntry> log = objects(LogListing.folder(root));
    long lowest = lowestCommit(log);
    log.removeIf(entry -> !isAbove(entry, version));
    log.sort(Comparator.comparing(entry -> rank(entry, lowest)));
    return log;
  }

  /** Without a version all goes; otherwise only what says that it belongs to a later one. */
  private boolean isAbove(ObjectEntry entry, long version) {
    if (version < 0) {
      return true;
    }
    LogFile file = LogFile.parse(entry.location().name());
    if (file instanceof LogFile.LastCheckpoint) {
      return secondary
          .open(entry.location())
          .map(ObjectContent::readAll)
          .flatMap(LastCheckpointHint::parse)
          .filter(hint -> hint.version() <= version)
          .isEmpty();
    }
    return (file instanceof LogFile.Commit commit && commit.version() > version)
        || (file instanceof LogFile.Checkpoint checkpoint && checkpoint.version() > version)
        || (file instanceof LogFile.Checksum checksum && checksum.version() > version)
        || (file instanceof LogFile.Compaction compaction && compaction.last() > version);
  }

  /**
   * Copies these objects, and proves that they are there.
   *
   * @param kept the folder that takes them, under their names below the table's root
   * @return false when the folder has another object under one of the names
   */
  public boolean keep(List<ObjectEntry> log, Location root, Location kept)
      throws TableHeldException {
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
      if (outcome instanceof CopyOutcome.TargetDiffers) {
        return false;
      }
      if (!(outcome instanceof CopyOutcome.Copied || outcome instanceof CopyOutcome.AlreadyThere)) {
        throw new TableHeldException(
            HoldReason.FOREIGN_FILE,
            "%s went away while it was kept as %s; nothing was removed"
                .formatted(result.object().source(), result.object().target()));
      }
    }
    return true;
  }

  /**
   * Removes these objects, which are kept elsewhere, in their order.
   *
   * @return false when this daemon may not change the secondary any more; go on another time
   * @throws TableHeldException when one has changed since it was kept
   */
  public boolean remove(List<ObjectEntry> log) throws TableHeldException {
    for (ObjectEntry entry : log) {
      if (!gate.tryEnter()) {
        return false;
      }
      try {
        removeUnchanged(entry);
      } finally {
        gate.leave();
      }
    }
    return true;
  }

  private void removeUnchanged(ObjectEntry entry) throws TableHeldException {
    Optional<ObjectAttributes> now = secondary.head(entry.location());
    if (now.isPresent() && !now.get().etag().equals(entry.attributes().etag())) {
      throw new TableHeldException(
          HoldReason.FOREIGN_FILE, entry.location() + " was changed while it was moved away");
    }
    secondary.delete(entry.location());
  }

  private List<ObjectEntry> objects(Location prefix) {
    List<ObjectEntry> objects = new ArrayList<>();
    new Listing(secondary, ListRequest.everythingBelow(prefix)).forEachRemaining(objects::add);
    return objects;
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
