package dev.levee.sync.engine.commit;

import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs of versions that are published back to back, because what is between their ends cannot be
 * read: files that VACUUM has removed, or a checkpoint without its commit.
 *
 * <p>The commits are kept in the secondary, under the control prefix, before the first of them is
 * published, and a journal names them. Whoever finds the journal, after a crash or after the loss
 * of the primary, finishes the run from the secondary alone.
 */
public final class StagedRuns {
  private static final String JOURNAL = "run-";

  private final ObjectStore secondary;
  private final Location folder;
  private final GatedPublisher publisher;
  private final Predicate<Location> leftByOthers;
  private boolean searched;

  /** Runs of any table; each is looked for where it would be. */
  public StagedRuns(ObjectStore secondary, ControlFolder control, GatedPublisher publisher) {
    this(secondary, control, publisher, root -> true);
  }

  /**
   * Runs of one table.
   *
   * @param leftByOthers whether a daemon before this one may have left any of the table with this
   *     root: it is asked once, before this one stages anything
   */
  public StagedRuns(
      ObjectStore secondary,
      ControlFolder control,
      GatedPublisher publisher,
      Predicate<Location> leftByOthers) {
    this.secondary = secondary;
    this.folder = control.stagedRuns();
    this.publisher = publisher;
    this.leftByOthers = leftByOthers;
  }

  /**
   * Keeps a run. From here on it will be finished.
   *
   * @param root the table's root in the secondary
   * @param first the version of the first commit
   * @param commits as they will be published, one for each version
   * @param checkpoint names of the checkpoint's files behind which the run follows; empty when it
   *     follows the version before
   * @return empty when this daemon may not publish any more
   */
  public Optional<StagedRun> stage(
      Location root, long first, List<NewObject> commits, List<String> checkpoint)
      throws TableHeldException {
    searched = true;
    removeLeftovers(root, first);
    List<String> names = new ArrayList<>();
    for (NewObject commit : commits) {
      String name = commit.location().name() + "." + commit.body().md5();
      Location kept = folderOf(root).resolve(name);
      if (!created(new NewObject(kept, commit.body(), commit.metadata()))) {
        return Optional.empty();
      }
      names.add(name);
    }
    StagedRun run = new StagedRun(root, first, names, checkpoint);
    return created(NewObject.of(journal(run), run.encode())) ? Optional.of(run) : Optional.empty();
  }

  /** Commits of earlier runs whose journals are gone: a crash can leave some. */
  private void removeLeftovers(Location root, long first) {
    String names = LogFile.commitName(first);
    new Listing(secondary, ListRequest.everythingBelow(folderOf(root)))
        .forEachRemaining(
            entry -> {
              String name = entry.location().name();
              if (!name.startsWith(JOURNAL) && name.compareTo(names) < 0) {
                secondary.delete(entry.location());
              }
            });
  }

  private boolean created(NewObject object) throws TableHeldException {
    return publisher.publish(object) != GatedPublisher.Outcome.STOPPED;
  }

  /** Drops a run whose last version is published; its journal first. */
  public void discard(StagedRun run) {
    secondary.delete(journal(run));
    run.commits().forEach(name -> secondary.delete(folderOf(run.root()).resolve(name)));
  }

  /**
   * Finishes what is staged for one table.
   *
   * @return false when this daemon may not publish any more
   */
  public boolean finish(Location root) throws TableHeldException {
    if (isFirstSearch() && !leftByOthers.test(root)) {
      return true;
    }
    for (Location journal : journalsBelow(folderOf(root))) {
      if (!finishJournal(journal)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Finishes what is staged for any table. A run that cannot be finished is left as it is.
   *
   * @param warnings takes why
   * @return false when this daemon may not publish any more
   */
  public boolean finishAll(Consumer<String> warnings) {
    for (Location journal : journalsBelow(folder)) {
      try {
        if (!finishJournal(journal)) {
          return false;
        }
      } catch (TableHeldException e) {
        warnings.accept(journal + " is not finished: " + e.getMessage());
      }
    }
    return true;
  }

  private boolean isFirstSearch() {
    boolean first = !searched;
    searched = true;
    return first;
  }

  private List<Location> journalsBelow(Location prefix) {
    List<Location> journals = new ArrayList<>();
    new Listing(secondary, ListRequest.everythingBelow(prefix))
        .forEachRemaining(
            entry -> {
              if (entry.location().name().startsWith(JOURNAL)) {
                journals.add(entry.location());
              }
            });
    return journals;
  }

  private boolean finishJournal(Location journal) throws TableHeldException {
    Optional<byte[]> bytes = secondary.open(journal).map(ObjectContent::readAll);
    return bytes.isEmpty() || finish(StagedRun.decode(bytes.get(), journal));
  }

  private boolean finish(StagedRun run) throws TableHeldException {
    if (hasBegun(run)) {
      for (int i = 0; i < run.commits().size(); i++) {
        if (!publish(run, i)) {
          return false;
        }
      }
    }
    discard(run);
    return true;
  }

  /** A run behind a checkpoint begins with the last of the checkpoint's files. */
  private boolean hasBegun(StagedRun run) {
    if (run.checkpoint().isEmpty()) {
      return true;
    }
    Set<String> awaited = new TreeSet<>(run.checkpoint());
    Listing log = new Listing(secondary, ListRequest.oneLevelBelow(LogListing.folder(run.root())));
    while (log.hasNext()) {
      awaited.remove(log.next().location().name());
    }
    return awaited.isEmpty();
  }

  private boolean publish(StagedRun run, int index) throws TableHeldException {
    Location kept = folderOf(run.root()).resolve(run.commits().get(index));
    Optional<ObjectContent> content = secondary.open(kept);
    if (content.isEmpty()) {
      throw new TableHeldException(
          HoldReason.STORE_INCONSISTENT,
          "%s is named by a journal and is not there; put it back, or remove the journal %s"
              .formatted(kept, journal(run)));
    }
    Location target = LogListing.commit(run.root(), run.first() + index);
    try (SpooledObject commit = SpooledObject.read(content.get())) {
      return created(
          new NewObject(target, commit.body(), secondary.head(kept).orElseThrow().metadata()));
    }
  }

  /** Tables are told apart by a digest of their roots, since roots may lie within each other. */
  private Location folderOf(Location root) {
    return folder.resolve(ControlFolder.digest(root) + "/");
  }

  private Location journal(StagedRun run) {
    return folderOf(run.root()).resolve(JOURNAL + ObjectBody.of(run.encode()).md5() + ".json");
  }
}
