package dev.levee.sync.engine.divergence;

import dev.levee.sync.engine.commit.CommitFetcher;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.StagedCommits;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.SourceNote;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Proves that what the secondary has is the primary's history before anything is added to it. Every
 * commit that both have is compared by size, and by ETag where both are MD5s; the newest and the
 * oldest of them by their bytes where that does not decide. A fork below the newest one shows there
 * too, since every commit names its own time.
 *
 * <p>Where a commit's paths were rewritten, the bytes that it becomes are compared, unless one of
 * the two is noted to have been made from the other by the rule in force.
 */
public final class LogComparison {
  private final TableContext context;

  public LogComparison(TableContext context) {
    this.context = context;
  }

  /**
   * Compares.
   *
   * @param published the newest version that readers of the secondary see
   * @throws TableHeldException when the two have different histories
   */
  public void check(LogListing primary, LogListing secondary, long published)
      throws TableHeldException {
    NavigableMap<Long, ObjectEntry> replica = secondary.commits();
    NavigableSet<Long> common = new TreeSet<>(primary.commits().keySet());
    common.retainAll(replica.keySet());
    for (long version : common) {
      boolean decisive = version == common.first() || version == common.last();
      if (!equal(version, primary.commits().get(version), replica.get(version), decisive)) {
        throw differs(version, version == common.first());
      }
    }
    long newest = secondary.newestCommit().orElse(-1);
    if (published >= 0 && newest > published) {
      // A writer that did not know of a failover was committing while the log was wound back.
      throw new TableHeldException(
          HoldReason.SPLIT_BRAIN,
          "the secondary has version %d behind a gap that begins at version %d; nothing was changed on either side"
              .formatted(newest, published + 1));
    }
    long head = primary.newestCommit().orElse(-1);
    if (published > head && !isRatified(head + 1, published, replica)) {
      throw new TableHeldException(
          HoldReason.SPLIT_BRAIN,
          "the secondary has versions %d to %d, which the primary (at version %d) does not have; nothing was changed on either side"
              .formatted(head + 1, published, head));
    }
  }

  /**
   * Whether the versions that the primary's log does not have are what its catalog ratified before:
   * only such were published here, and until they are published there they lie staged.
   */
  private boolean isRatified(long first, long last, NavigableMap<Long, ObjectEntry> replica) {
    StagedCommits staged = StagedCommits.read(context.source(), context.roots().source());
    for (long version = first; version <= last; version++) {
      long checked = version;
      ObjectEntry theirs = replica.get(version);
      boolean isStaged =
          theirs != null
              && staged.of(version).stream().anyMatch(ours -> equal(checked, ours, theirs, true));
      if (!isStaged && !isInPrimary(theirs)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the primary's log has this version as the replica has it, or does not have it. */
  public boolean agrees(long version) {
    Location ours = LogListing.commit(context.roots().source(), version);
    Location theirs = LogListing.commit(context.roots().target(), version);
    Optional<ObjectAttributes> there = context.source().head(ours);
    if (there.isEmpty()) {
      return true;
    }
    ObjectEntry original = new ObjectEntry(ours, there.get());
    return context
        .target()
        .head(theirs)
        .filter(here -> equal(version, original, new ObjectEntry(theirs, here), true))
        .isPresent();
  }

  /**
   * Where both sides have no commit in common, only the table's id tells a log that went on from
   * one of a table that was created anew.
   *
   * @param ours the primary's metadata above the replica's newest version
   * @param published the replica's newest version
   * @throws TableHeldException when the ids differ
   */
  public void checkSameTable(TableMetadata ours, long published) throws TableHeldException {
    TableMetadata theirs =
        new KernelSnapshots(context.target()).metadata(context.roots().target(), published);
    if (!theirs.id().equals(ours.id())) {
      throw new TableHeldException(
          HoldReason.RECREATED,
          "above version %d the primary has a table with another id (%s, the replica's is %s)"
              .formatted(published, ours.id(), theirs.id()));
    }
  }

  /**
   * The fork at which a failover left the old primary behind, now the secondary: the commit of the
   * primary that follows the newest common one, or that one itself, is a fence of this group. What
   * the secondary has above was then committed there by writers that did not know. Empty where no
   * fence explains the difference, or where Levee itself wrote what is above.
   */
  public Optional<Fork> forkOfFailover(LogListing primary, LogListing secondary)
      throws TableHeldException {
    long lastLost = secondary.newestCommit().orElse(-1);
    NavigableSet<Long> common = new TreeSet<>(primary.commits().keySet());
    common.retainAll(secondary.commits().keySet());
    Optional<Long> newest = Optional.empty();
    for (long version : common.descendingSet()) {
      if (equal(version, primary.commits().get(version), secondary.commits().get(version), true)) {
        newest = Optional.of(version);
        break;
      }
    }
    if (newest.isEmpty() || lastLost <= newest.get()) {
      return Optional.empty();
    }
    long at = newest.get();
    boolean fenced = isFence(at) || isFence(at + 1);
    return fenced && !writtenByLevee(at + 1) && !isInPrimary(secondary.commits().get(at + 1))
        ? Optional.of(new Fork(at, lastLost))
        : Optional.empty();
  }

  /** A listing of the primary that is not up to date is no reason to remove anything. */
  private boolean isInPrimary(ObjectEntry theirs) {
    if (theirs == null) {
      return false;
    }
    String path = theirs.location().relativeTo(context.roots().target()).orElseThrow();
    Location location = context.roots().source().asPrefix().resolve(path);
    return context
        .source()
        .head(location)
        .filter(found -> sameBytes(new ObjectEntry(location, found), theirs, true))
        .isPresent();
  }

  private boolean isFence(long version) throws TableHeldException {
    Optional<FetchedCommit> commit =
        new CommitFetcher(context.source(), context.roots().source()).fetch(version);
    commit.ifPresent(FetchedCommit::close);
    return commit
        .flatMap(found -> found.commit().commitInfo())
        .filter(info -> FenceCommit.isOf(context.succession().group(), info))
        .isPresent();
  }

  private boolean equal(long version, ObjectEntry ours, ObjectEntry theirs, boolean decisive) {
    return context.rewriting().isProven(version, ours, theirs)
        || sameBytes(ours, theirs, decisive)
        || context.rewriting().isRewritten(version, ours, theirs);
  }

  private boolean sameBytes(ObjectEntry ours, ObjectEntry theirs, boolean decisive) {
    ObjectAttributes a = ours.attributes();
    ObjectAttributes b = theirs.attributes();
    if (a.size() != b.size()) {
      return false;
    }
    boolean comparable =
        context.source().traits().etagIsMd5() && context.target().traits().etagIsMd5();
    if (comparable && a.etag().equals(b.etag())) {
      return true;
    }
    return !(comparable || decisive)
        || Arrays.equals(bytes(context.source(), ours), bytes(context.target(), theirs));
  }

  private static byte[] bytes(ObjectStore store, ObjectEntry entry) {
    return store.open(entry.location()).map(ObjectContent::readAll).orElse(new byte[0]);
  }

  private TableHeldException differs(long version, boolean oldest) throws TableHeldException {
    if (oldest && metadataIdsDiffer(version)) {
      return new TableHeldException(
          HoldReason.RECREATED,
          "version %d belongs to another table than the replica's: it was dropped and created again"
              .formatted(version));
    }
    if (writtenByLevee(version)) {
      return new TableHeldException(
          HoldReason.SOURCE_REWRITTEN,
          "version %d was replicated and has other bytes in the primary now".formatted(version));
    }
    return new TableHeldException(
        HoldReason.SPLIT_BRAIN,
        "version %d differs between primary and secondary; both are left as they are"
            .formatted(version));
  }

  private boolean writtenByLevee(long version) {
    return context
        .target()
        .head(LogListing.commit(context.roots().target(), version))
        .filter(found -> found.metadata().containsKey(SourceNote.ETAG))
        .isPresent();
  }

  /** Whether Levee wrote every commit of the replica, so that none of them is anybody's own. */
  public boolean isAllWrittenByLevee(LogListing secondary) {
    return secondary.commits().keySet().stream().allMatch(this::writtenByLevee);
  }

  private boolean metadataIdsDiffer(long version) throws TableHeldException {
    Optional<String> ours = metadataId(context.source(), context.roots().source(), version);
    Optional<String> theirs = metadataId(context.target(), context.roots().target(), version);
    return ours.isPresent() && theirs.isPresent() && !ours.equals(theirs);
  }

  /** As the version's commit says, or else its snapshot; empty when neither can be read. */
  private static Optional<String> metadataId(ObjectStore store, Location root, long version)
      throws TableHeldException {
    Optional<FetchedCommit> commit = new CommitFetcher(store, root).fetch(version);
    commit.ifPresent(FetchedCommit::close);
    Optional<TableMetadata> metadata = commit.flatMap(found -> found.commit().metadata());
    if (metadata.isEmpty()) {
      try {
        metadata = Optional.of(new KernelSnapshots(store).metadata(root, version));
      } catch (SnapshotException e) {
        return Optional.empty();
      }
    }
    return metadata.map(TableMetadata::id);
  }
}
