package dev.levee.sync.engine.divergence;

import dev.levee.sync.engine.QuarantinedCommits;
import dev.levee.sync.engine.QuarantinedCommits.LostCommit;
import dev.levee.sync.engine.QuarantinedCommits.LostFile;
import dev.levee.sync.engine.commit.CommitFetcher;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.LogRetirement;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitInfo;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogFile;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the commits of an old primary aside that nobody replicated, when it comes back after a
 * failover: they are copied to the quarantine and listed in a manifest; then the log is wound back
 * to the fork, so that replication towards it goes on from there. A crash at any step is gone on
 * with: what is kept is found, and what is removed only shortens the log from its end.
 */
public final class Quarantine {
  private static final int MOST_FOLDERS = 100;

  private final TableContext context;
  private final LogRetirement retirement;

  public Quarantine(TableContext context) {
    this.context = context;
    this.retirement = context.succession().retirement();
  }

  /**
   * Keeps and removes what the secondary has above the fork.
   *
   * @return false when this daemon may not change the secondary any more
   * @throws TableHeldException when the log could not be read any more at the fork; nothing is
   *     removed then
   */
  public boolean windBack(LogListing secondary, Fork fork) throws TableHeldException {
    Location root = context.roots().target();
    checkReadableAt(secondary, fork.common());
    List<ObjectEntry> above = retirement.above(root, fork.common());
    LostRemovals removals = new LostRemovals(context);
    List<LostCommit> lost = lostCommits(above, fork, removals);
    Location folder = keep(above, fork, lost.get(0));
    // Before the log shows no more which files these were.
    removals.bringBack();
    if (!writeManifest(folder, fork, lost) || !retirement.remove(above)) {
      return false;
    }
    context
        .warnings()
        .accept(
            "versions %d to %d of %s, which this region took while it was not the primary, are in quarantine at %s"
                .formatted(fork.common() + 1, lost.get(lost.size() - 1).version(), root, folder));
    return true;
  }

  private static void checkReadableAt(LogListing secondary, long common) throws TableHeldException {
    boolean readable =
        secondary.lastContiguousFrom(0) >= common
            || secondary.checkpoints().stream()
                .anyMatch(
                    checkpoint ->
                        checkpoint.version() <= common
                            && secondary.lastContiguousFrom(checkpoint.version()) >= common);
    if (!readable) {
      throw new TableHeldException(
          HoldReason.SPLIT_BRAIN,
          "the log of the old primary cannot be wound back to version %d: its beginning was cleaned up"
              .formatted(common));
    }
  }

  /**
   * Copies the log's objects. Writers that do not know of the failover go on while the log is wound
   * back, and put others under the names of some that are kept already: those get another folder.
   */
  private Location keep(List<ObjectEntry> above, Fork fork, LostCommit first)
      throws TableHeldException {
    Location root = context.roots().target();
    String name = "%d-%s".formatted(fork.common() + 1, first.md5());
    for (int number = 1; number <= MOST_FOLDERS; number++) {
      Location folder =
          context.succession().control().quarantine(root, number == 1 ? name : name + "-" + number);
      if (retirement.keep(above, root, folder)) {
        return folder;
      }
    }
    throw new TableHeldException(
        HoldReason.SPLIT_BRAIN,
        "others write to %s all the time while it is wound back; stop them".formatted(root));
  }

  private List<LostCommit> lostCommits(List<ObjectEntry> above, Fork fork, LostRemovals removals)
      throws TableHeldException {
    CommitFetcher fetcher = new CommitFetcher(context.target(), context.roots().target());
    TreeSet<Long> versions = new TreeSet<>();
    for (ObjectEntry entry : above) {
      if (LogFile.parse(entry.location().name()) instanceof LogFile.Commit commit) {
        versions.add(commit.version());
      }
    }
    List<LostCommit> lost = new ArrayList<>();
    for (long version : versions) {
      Optional<FetchedCommit> fetched = fetcher.fetch(version);
      if (fetched.isPresent()) {
        try (FetchedCommit commit = fetched.get()) {
          lost.add(lost(commit));
          removals.follow(commit.commit());
        }
      }
    }
    if (lost.isEmpty()) {
      throw new TableHeldException(
          HoldReason.SPLIT_BRAIN, "the commits above version " + fork.common() + " went away");
    }
    return lost;
  }

  private static LostCommit lost(FetchedCommit fetched) {
    Commit commit = fetched.commit();
    List<LostFile> files = new ArrayList<>();
    boolean onlyAdds = commit.protocol().isEmpty() && commit.metadata().isEmpty();
    for (FileAction action : commit.files()) {
      if (action instanceof FileAction.Add add) {
        files.add(new LostFile(add.path(), add.size().orElse(-1)));
        onlyAdds &= add.deletionVector().isEmpty();
      } else {
        onlyAdds = false;
      }
    }
    return new LostCommit(
        commit.version(),
        fetched.attributes().lastModified(),
        commit.commitInfo().flatMap(CommitInfo::operation),
        commit.commitInfo().flatMap(CommitInfo::engineInfo),
        fetched.body().md5(),
        onlyAdds && commit.unknownActions().isEmpty(),
        files);
  }

  /** A manifest that lists all of them stays: another would differ in nothing but its time. */
  private boolean writeManifest(Location folder, Fork fork, List<LostCommit> lost)
      throws TableHeldException {
    List<QuarantinedCommits> there = QuarantineManifests.below(context.target(), folder);
    Set<String> listed = new HashSet<>();
    there.forEach(manifest -> manifest.commits().forEach(commit -> listed.add(commit.md5())));
    if (lost.stream().allMatch(commit -> listed.contains(commit.md5()))) {
      return true;
    }
    QuarantinedCommits manifest =
        new QuarantinedCommits(
            context.succession().group(),
            context.roots().table().toString(),
            context.roots().target(),
            folder,
            fork.common(),
            context.time().now(),
            lost);
    NewObject object =
        NewObject.of(
            QuarantineManifests.location(folder, there.size() + 1),
            QuarantineCodec.encode(manifest));
    return context.publisher().publish(object) != GatedPublisher.Outcome.STOPPED;
  }
}
