package dev.levee.sync.engine.table;

import dev.levee.sync.engine.artefact.ArtefactSync;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.commit.UnpublishedTail;
import dev.levee.sync.engine.divergence.LogComparison;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * What is looked at of a table that is caught up, beyond its next commit: now and then its whole
 * log, for checkpoints and for what should not be, and in between whether its newest commit is
 * still the one that was replicated. Used by one thread at a time.
 */
final class Looks {
  private final TableContext context;
  private final UnpublishedTail unpublished;
  private final ArtefactSync artefacts;
  private final LookPace pace;

  private Optional<BothLogs> located = Optional.empty();
  private boolean artefactsDue = true;
  private Instant seenTheSame = Instant.MIN;
  private Instant asked = Instant.MIN;
  private volatile boolean closeLookWanted;

  Looks(TableContext context, UnpublishedTail unpublished, LookPace pace) {
    this.context = context;
    this.unpublished = unpublished;
    this.artefacts = new ArtefactSync(context);
    this.pace = pace;
  }

  /** What a look shows. */
  enum Finding {
    /** Nothing that was not known. */
    SAME,
    /** Another log than the one that was replicated, or one that went on meanwhile. */
    OTHER,
    /** The primary has none any more. */
    GONE
  }

  /** The next pass that begins is to look at the whole log. From any thread. */
  void wanted() {
    closeLookWanted = true;
  }

  void passBegins() {
    if (closeLookWanted) {
      closeLookWanted = false;
      artefactsDue = true;
    }
  }

  void passEnded() {
    located = Optional.empty();
  }

  /** The search for the position has just listed both logs, or found no position. */
  void located(Optional<BothLogs> logs) {
    located = logs;
    artefactsDue = true;
  }

  /** Whether both logs were listed in this pass, and the replica still ends there. */
  boolean hasLocated(Position at) {
    return located.filter(logs -> logs.last() == at.last()).isPresent();
  }

  /**
   * Looks at what is due.
   *
   * @param begun when this pass asked for the next commit, or listed the log
   */
  Finding beyondNextCommit(Position at, Instant begun, boolean published)
      throws TableHeldException {
    long now = context.time().nanoTime();
    if (published) {
      pace.published();
    }
    if (artefactsDue || pace.isListingDue(now)) {
      return listed(at, begun, now);
    }
    return !pace.isLookDue(now) || isStillTheSame(at) ? Finding.SAME : Finding.OTHER;
  }

  private Finding listed(Position at, Instant begun, long now) throws TableHeldException {
    Instant lookedAt = hasLocated(at) ? begun : context.time().now();
    Optional<BothLogs> logs = hasLocated(at) ? located : compared(at);
    if (logs.isEmpty()) {
      return Finding.GONE;
    }
    if (PositionSearch.hasGapAfter(logs.get().primary(), at.last())) {
      return Finding.OTHER;
    }
    artefacts.sync(logs.get().primary(), logs.get().secondary(), at.first(), at.last());
    if (artefactsDue) {
      pace.located(now);
    } else {
      pace.listed(now);
    }
    artefactsDue = false;
    seenTheSame = lookedAt;
    return Finding.SAME;
  }

  /** Both logs as they are now; empty when the primary has none. */
  private Optional<BothLogs> compared(Position at) throws TableHeldException {
    LogListing primary = LogListing.read(context.source(), context.roots().source());
    if (primary.isEmpty()) {
      return Optional.empty();
    }
    LogListing secondary = LogListing.read(context.target(), context.roots().target());
    new LogComparison(context).check(primary, secondary, secondary.lastContiguousFrom(at.first()));
    unpublished.noticed(primary);
    return Optional.of(new BothLogs(primary, secondary, at.last()));
  }

  /** Looks whether the table is still the one that was replicated. */
  boolean isStillTheSame(Position at) {
    Instant begun = context.time().now();
    boolean same = isFollowedInPrimary(at);
    if (same) {
      seenTheSame = begun;
      pace.looked(context.time().nanoTime());
    }
    return same;
  }

  /**
   * Whether the commits that were just read follow the one that was published last: nothing in them
   * says so, and a table that was dropped and created again has versions of the same names. It is
   * asked after they were read. One that was published here before there may be another one there.
   */
  boolean isFollowedInPrimary(Position at) {
    if (at.etag().isEmpty()) {
      return new LogComparison(context).agrees(at.last());
    }
    Location newest = LogListing.commit(context.roots().source(), at.last());
    return context.source().head(newest).map(ObjectAttributes::etag).equals(at.etag());
  }

  /** Nothing newer was there at this time. */
  void asked(Instant asOf) {
    asked = asOf;
    pace.asked();
  }

  /**
   * Whether it is time to look whether the table is the same, before its next commit is asked for.
   */
  boolean isDueAtRest() {
    return !closeLookWanted && pace.isLookDueAtRest(context.time().nanoTime());
  }

  /** Up to when all is replicated: the table was then the same, and nothing newer was there. */
  Instant asOf() {
    return asked.isBefore(seenTheSame) ? asked : seenTheSame;
  }

  /** The same result, which holds for when the table was last seen to be the same. */
  PassResult atRest(PassResult result) {
    return result instanceof PassResult.CaughtUp found && found.published() == 0
        ? new PassResult.CaughtUp(asOf(), found.version(), 0, found.possiblyUnreplicated())
        : result;
  }
}
