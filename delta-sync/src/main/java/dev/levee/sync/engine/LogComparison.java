package dev.levee.sync.engine;

import dev.levee.sync.copy.FileCopier;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
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
final class LogComparison {
  private final TableContext context;

  LogComparison(TableContext context) {
    this.context = context;
  }

  /**
   * Compares.
   *
   * @param published the newest version that readers of the secondary see
   * @throws TableHeldException when the two have different histories
   */
  void check(LogListing primary, LogListing secondary, long published) throws TableHeldException {
    NavigableMap<Long, ObjectEntry> replica = secondary.commits();
    NavigableSet<Long> common = new TreeSet<>(primary.commits().keySet());
    common.retainAll(replica.keySet());
    for (long version : common) {
      boolean decisive = version == common.first() || version == common.last();
      if (!equal(version, primary.commits().get(version), replica.get(version), decisive)) {
        throw differs(version, version == common.first());
      }
    }
    long head = primary.newestCommit().orElse(-1);
    if (published > head) {
      throw new TableHeldException(
          HoldReason.SPLIT_BRAIN,
          "the secondary has versions %d to %d, which the primary (at version %d) does not have; nothing was changed on either side"
              .formatted(head + 1, published, head));
    }
  }

  private boolean equal(long version, ObjectEntry ours, ObjectEntry theirs, boolean decisive) {
    return sameBytes(ours, theirs, decisive)
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
        .filter(found -> found.metadata().containsKey(FileCopier.SOURCE_ETAG))
        .isPresent();
  }

  private boolean metadataIdsDiffer(long version) throws TableHeldException {
    Optional<String> ours = metadataId(context.source(), true, version);
    Optional<String> theirs = metadataId(context.target(), false, version);
    return ours.isPresent() && theirs.isPresent() && !ours.equals(theirs);
  }

  private Optional<String> metadataId(ObjectStore store, boolean primary, long version)
      throws TableHeldException {
    CommitFetcher fetcher =
        new CommitFetcher(store, primary ? context.roots().source() : context.roots().target());
    Optional<FetchedCommit> commit = fetcher.fetch(version);
    commit.ifPresent(FetchedCommit::close);
    return commit.flatMap(found -> found.commit().metadata()).map(TableMetadata::id);
  }
}
