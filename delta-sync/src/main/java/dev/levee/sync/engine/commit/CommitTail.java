package dev.levee.sync.engine.commit;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.RatifiedCommit;
import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.plan.FeatureCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next commits of a table: as its log has them, and above that, where a catalog manages the
 * table, as the catalog has ratified them.
 *
 * <p>The catalog is asked only when the log does not have the next version, once for each look, and
 * after the log. Whatever was ratified before the log was asked is then in its answer: listed where
 * it is not published, else counted by the latest version, and in the log when that is asked again.
 * So the time before the log was asked is one up to which everything is replicated. The other way
 * round every poll would cost a request to the catalog.
 */
public final class CommitTail {
  private static final int MAX_COMMITS = 64;

  private final TableContext context;
  private final BatchReader reader;
  private final UnpublishedTail unpublished;
  private final CommitFetcher fetcher;
  private boolean silent;

  public CommitTail(TableContext context, BatchReader reader, UnpublishedTail unpublished) {
    this.context = context;
    this.reader = reader;
    this.unpublished = unpublished;
    this.fetcher =
        new CommitFetcher(context.source(), context.roots().source(), context.rewriting().paths());
  }

  /**
   * What one look has found.
   *
   * @param batch the commits
   * @param beyond commits that may count, though neither the log nor the catalog says so
   */
  public record Next(CommitBatch batch, UnpublishedTail.Sighting beyond) implements AutoCloseable {
    @Override
    public void close() {
      batch.close();
    }
  }

  /**
   * The commits from this version on.
   *
   * @param knownHead the newest version that the log is known to have
   * @throws TableHeldException when the first of them cannot be used
   */
  public Next read(long from, long knownHead) throws TableHeldException {
    UnpublishedTail.Sighting beyond = unpublished.look();
    CommitBatch published = reader.read(from, knownHead);
    if (!published.commits().isEmpty()) {
      return new Next(isManagedAfter(published) ? goingOn(published) : published, beyond);
    }
    return published.reachedHead().isEmpty()
        ? new Next(published, beyond)
        : ratified(from, published, beyond);
  }

  /**
   * Whether the newest version that a listing shows was the newest there was when the listing
   * began. That is not known where listings may lag behind, where a catalog may know of others, and
   * where commits that are not published yet may have been missed: in folders of the log, or on
   * their way from one page to another.
   */
  public boolean showsNewest(LogListing log) {
    return context.source().traits().currentListings()
        && context.catalog() == CatalogCommits.NONE
        && log.onePage()
        && unpublished.isNowhere();
  }

  /** The commit of this version alone; it says nothing of what comes after. */
  public Next readOne(long version) throws TableHeldException {
    UnpublishedTail.Sighting beyond = unpublished.look();
    CommitBatch published = reader.readOne(version);
    return published.commits().isEmpty()
        ? ratified(version, published, beyond)
        : new Next(published, beyond);
  }

  /** The log's end is not the table's: the catalog has to be asked. */
  private static CommitBatch goingOn(CommitBatch published) {
    return new CommitBatch(published.commits(), Optional.empty());
  }

  private boolean isManagedAfter(CommitBatch batch) {
    return unpublished.isCatalogManaged()
        || batch.commits().stream()
            .anyMatch(
                read ->
                    read.commit().protocol().filter(FeatureCheck::isCatalogManaged).isPresent());
  }

  private Next ratified(long from, CommitBatch none, UnpublishedTail.Sighting beyond)
      throws TableHeldException {
    Optional<RatifiedCommits> ratified = asked(from);
    if (ratified.isEmpty()) {
      return new Next(none, beyond);
    }
    RatifiedCommits known = ratified.get();
    CommitBatch batch = none;
    boolean listed = !known.unpublished().isEmpty() && known.unpublished().get(0).version() == from;
    if (listed) {
      boolean alone = none.reachedHead().isEmpty();
      batch = fetched(known.unpublished(), alone ? 1 : MAX_COMMITS, none.reachedHead());
    } else if (known.latestVersion() >= from) {
      batch = publishedMeanwhile(from);
    }
    return new Next(batch, beyond.decidedByCatalog());
  }

  private Optional<RatifiedCommits> asked(long from) {
    if (!unpublished.isCatalogManaged()) {
      return Optional.empty();
    }
    try {
      Optional<RatifiedCommits> answer = context.catalog().from(context.roots().source(), from);
      silent = false;
      return answer;
    } catch (CatalogException e) {
      if (!silent) {
        context
            .warnings()
            .accept(
                "its catalog cannot be asked what it has ratified, so only what the log shows is replicated: "
                    + e.getMessage());
      }
      silent = true;
      return Optional.empty();
    }
  }

  private CommitBatch fetched(List<RatifiedCommit> ratified, int most, Optional<Instant> logEndedAt)
      throws TableHeldException {
    List<FetchedCommit> commits = new ArrayList<>();
    boolean whole = ratified.size() <= most;
    try {
      for (RatifiedCommit commit : ratified.subList(0, Math.min(most, ratified.size()))) {
        commits.add(fetched(commit));
      }
    } catch (TableHeldException e) {
      if (commits.isEmpty()) {
        throw e;
      }
      whole = false;
    } catch (RuntimeException e) {
      commits.forEach(FetchedCommit::close);
      throw e;
    }
    return new CommitBatch(commits, whole ? logEndedAt : Optional.empty());
  }

  private FetchedCommit fetched(RatifiedCommit commit) throws TableHeldException {
    Optional<FetchedCommit> staged = fetcher.fetch(commit);
    Optional<FetchedCommit> found = staged.isPresent() ? staged : fetcher.fetch(commit.version());
    return found.orElseThrow(
        () ->
            new TableHeldException(
                HoldReason.GAP,
                "the catalog has ratified version %d, and neither _staged_commits/%s nor the log has it"
                    .formatted(commit.version(), commit.fileName())));
  }

  private CommitBatch publishedMeanwhile(long version) throws TableHeldException {
    CommitBatch published = reader.readOne(version);
    if (published.commits().isEmpty()) {
      throw new TableHeldException(
          HoldReason.GAP,
          "the catalog was told that version %d is in the log, which does not have it"
              .formatted(version));
    }
    return published;
  }
}
