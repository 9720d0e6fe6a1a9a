package dev.levee.sync.engine.table;

import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.engine.artefact.ArtefactSync;
import dev.levee.sync.engine.commit.BatchReader;
import dev.levee.sync.engine.commit.BatchReplication;
import dev.levee.sync.engine.commit.CommitBatch;
import dev.levee.sync.engine.commit.CommitTail;
import dev.levee.sync.engine.commit.CommitTimes;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.StagedRun;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.commit.UnpublishedTail;
import dev.levee.sync.engine.divergence.LogComparison;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicates one table in one direction, pass after pass.
 *
 * <p>The position, the newest version that readers of the secondary see, is taken from the
 * secondary's own log at the first pass and after every fault; memory is not trusted. Used by one
 * thread at a time; what status shows is read from any.
 */
public final class TableSync {
  private static final Logger LOG = LoggerFactory.getLogger(TableSync.class);

  /** A long backlog must not keep its worker from other tables. */
  private static final int BATCHES_PER_PASS = 1;

  private final TableContext context;
  private final BatchReplication replication;
  private final ArtefactSync artefacts;
  private final CommitTimes commitTimes;
  private final ReplicaHead head;
  private final PositionSearch search;
  private final UnpublishedTail unpublished;
  private final CommitTail tail;
  private final LookPace pace;
  private final SeenVersions seen = new SeenVersions();

  private Optional<Position> position = Optional.empty();
  private Optional<BothLogs> located = Optional.empty();
  private boolean artefactsDue = true;
  private volatile boolean closeLookWanted;
  private volatile boolean rewrittenPaths;

  /** Both sides' logs as the search for the position has seen and compared them. */
  private record BothLogs(LogListing primary, LogListing secondary, long last) {}

  public TableSync(TableContext context, History history, Duration slowInterval) {
    this.context = context;
    this.pace = new LookPace(context.roots().table(), slowInterval);
    BatchReader reader = new BatchReader(context);
    this.replication = new BatchReplication(context, reader);
    this.artefacts = new ArtefactSync(context);
    this.commitTimes = new CommitTimes(context);
    this.head = new ReplicaHead(context, replication.heads());
    this.search = new PositionSearch(context, history, reader, replication);
    this.unpublished = new UnpublishedTail(context);
    this.tail = new CommitTail(context, reader, unpublished);
  }

  /** The newest version seen in the primary. */
  public OptionalLong primaryVersion() {
    return seen.primary();
  }

  /** The newest version that readers of the secondary see. */
  public OptionalLong secondaryVersion() {
    return seen.secondary();
  }

  /** Whether its log names files by absolute paths; known once it has been caught up. */
  public boolean hasRewrittenPaths() {
    return rewrittenPaths;
  }

  /** The replica's newest version as it is remembered; empty where not all of it is known. */
  public Optional<TableHead> replicaHead() {
    return replication.heads().head();
  }

  /** Whether its commits carry their times; empty while that is not known. */
  public Optional<Boolean> inCommitTimestamps() {
    return commitTimes.inCommit();
  }

  /** Replicates what there is, up to a bound; never throws, so that every pass is reported. */
  public PassResult syncOnce() {
    PassResult result = guardedPass();
    located = Optional.empty();
    if (position.isEmpty() || result instanceof PassResult.Stopped) {
      replication.startAnew();
    }
    return result;
  }

  private PassResult guardedPass() {
    try {
      return pass();
    } catch (TableHeldException e) {
      position = Optional.empty();
      return new PassResult.Held(e.hold());
    } catch (SnapshotException e) {
      position = Optional.empty();
      return new PassResult.Held(new Hold(e.reason(), e.getMessage()));
    } catch (StoreException e) {
      position = Optional.empty();
      return StoreFailures.result(e);
    } catch (RuntimeException | Error e) {
      position = Optional.empty();
      LOG.error("table {}: a fault of Levee", context.roots().table(), e);
      return new PassResult.Failed(
          new StoreException(
              StoreException.Kind.TRANSIENT, "a fault of Levee, please report it: " + e, e));
    }
  }

  private PassResult pass() throws TableHeldException {
    if (!context.gate().isOpen()) {
      return new PassResult.Stopped();
    }
    if (closeLookWanted) {
      closeLookWanted = false;
      artefactsDue = true;
    }
    Instant begun = context.time().now();
    if (position.isEmpty()) {
      LogListing primary = LogListing.read(context.source(), context.roots().source());
      if (primary.isEmpty()) {
        return new PassResult.Missing(begun);
      }
      position = locate(primary);
      if (position.isEmpty()) {
        return new PassResult.Stopped();
      }
      if (isNewestIn(primary, position.get())) {
        return caughtUp(begun, UnpublishedTail.Sighting.NOTHING, 0);
      }
    }
    return follow();
  }

  /** Whether there is nothing to ask for: both logs were just listed, and end with this version. */
  private boolean isNewestIn(LogListing primary, Position at) {
    return located.filter(logs -> logs.last() == at.last()).isPresent()
        && primary.newestCommit().orElse(-1) == at.last()
        && tail.showsNewest(primary);
  }

  private PassResult follow() throws TableHeldException {
    learnHead(position.orElseThrow().last());
    int published = 0;
    int batches = BATCHES_PER_PASS;
    boolean oneByOne = false;
    while (batches-- > 0) {
      Position at = position.orElseThrow();
      try (CommitTail.Next next = next(at, oneByOne)) {
        CommitBatch batch = next.batch();
        if (batch.commits().isEmpty() && batch.reachedHead().isEmpty()) {
          // A version that a listing showed is gone: only another listing tells what happened.
          position = Optional.empty();
          break;
        }
        if (!batch.commits().isEmpty() && !isFollowedInPrimary(at)) {
          position = Optional.empty();
          break;
        }
        if (!batch.commits().isEmpty()) {
          if (batch.newest().published()) {
            seen.inPrimary(batch.last());
          }
          try {
            if (!replicate(batch, at)) {
              return new PassResult.Stopped();
            }
          } catch (TableHeldException e) {
            if (batch.commits().size() == 1) {
              throw e;
            }
            // What is before the commit at fault is brought first.
            oneByOne = true;
            batches = batch.commits().size();
            continue;
          }
          published += (int) (position.orElseThrow().last() - at.last());
        }
        if (batch.reachedHead().isPresent()
            && (batch.commits().isEmpty() || batch.last() == position.orElseThrow().last())) {
          return caughtUp(batch.reachedHead().get(), next.beyond(), published);
        }
      }
    }
    return new PassResult.MoreToDo();
  }

  private CommitTail.Next next(Position at, boolean oneByOne) throws TableHeldException {
    return oneByOne
        ? tail.readOne(at.last() + 1)
        : tail.read(at.last() + 1, seen.primary().orElse(-1));
  }

  /**
   * Whether the commits that were just read follow the one that was published last: nothing in them
   * says so, and a table that was dropped and created again has versions of the same names. It is
   * asked after they were read. One that was published here before there may be another one there.
   */
  private boolean isFollowedInPrimary(Position at) {
    if (at.etag().isEmpty()) {
      return new LogComparison(context).agrees(at.last());
    }
    Location newest = LogListing.commit(context.roots().source(), at.last());
    return context.source().head(newest).map(ObjectAttributes::etag).equals(at.etag());
  }

  private boolean replicate(CommitBatch batch, Position at) throws TableHeldException {
    BatchReplication.Ready ready = replication.copy(batch, List.of(), at.novelty());
    if (ready.missingFiles() > 0) {
      context
          .warnings()
          .accept(
              "%d files of versions %d to %d were gone from the primary before they were copied; of these versions only the last can be read"
                  .formatted(ready.missingFiles(), at.last() + 1, ready.batch().last()));
    }
    try (CommitBatch run = ready.batch()) {
      boolean whole = ready.missingFiles() > 0 && run.commits().size() > 1;
      return whole ? publishWhole(run, at) : publish(run, at);
    }
  }

  /** Readers must not stop in the middle of this run: it will be finished whatever happens. */
  private boolean publishWhole(CommitBatch run, Position at) throws TableHeldException {
    List<NewObject> commits = run.commits().stream().map(replication::replicaOf).toList();
    Optional<StagedRun> staged =
        context.stagedRuns().stage(context.roots().target(), at.last() + 1, commits, List.of());
    if (staged.isEmpty() || !publish(run, at)) {
      return false;
    }
    context.stagedRuns().discard(staged.get());
    return true;
  }

  private boolean publish(CommitBatch run, Position at) throws TableHeldException {
    for (FetchedCommit commit : run.commits()) {
      if (!replication.publish(commit)) {
        return false;
      }
      commit.commit().protocol().ifPresent(unpublished::noticed);
      seen.inPrimary(commit.version());
      moveTo(at.at(commit));
      commitTimes.follow(commit.commit());
    }
    return true;
  }

  private void moveTo(Position next) {
    position = Optional.of(next);
    seen.secondary(OptionalLong.of(next.last()));
  }

  private Optional<Position> locate(LogListing primary) throws TableHeldException {
    replication.startAnew();
    unpublished.noticed(primary);
    artefactsDue = true;
    head.startAnew();
    Optional<Position> found = search.locate(primary, seen);
    Optional<LogListing> replicaLog = seen.takeReplicaLog();
    found.ifPresent(at -> head.goesOnAt(at.last(), replicaLog));
    located = found.flatMap(at -> replicaLog.map(log -> new BothLogs(primary, log, at.last())));
    found.ifPresent(this::moveTo);
    return found;
  }

  /** What has to be known before the next version is asked for. */
  private void learnHead(long last) {
    Optional<TableHead> learned = head.learn(last);
    learned.map(TableHead::protocol).ifPresent(unpublished::noticed);
    learned.map(TableHead::inCommitTimestamps).ifPresent(commitTimes::learn);
  }

  /** Now and then looks at more than the next commit: for checkpoints, and what should not be. */
  private PassResult caughtUp(Instant asOf, UnpublishedTail.Sighting beyond, int published)
      throws TableHeldException {
    long now = context.time().nanoTime();
    Position at = position.orElseThrow();
    if (published > 0) {
      pace.published();
    }
    if (artefactsDue || pace.isListingDue(now)) {
      Optional<BothLogs> logs = located.filter(both -> both.last() == at.last());
      if (logs.isEmpty()) {
        logs = compared(at);
      }
      if (logs.isEmpty()) {
        position = Optional.empty();
        return new PassResult.Missing(asOf);
      }
      if (PositionSearch.hasGapAfter(logs.get().primary(), at.last())) {
        position = Optional.empty();
        return new PassResult.MoreToDo();
      }
      artefacts.sync(logs.get().primary(), logs.get().secondary(), at.first(), at.last());
      if (artefactsDue) {
        pace.located(now);
      } else {
        pace.listed(now);
      }
      artefactsDue = false;
    } else if (pace.isLookDue(now)) {
      if (!isFollowedInPrimary(at)) {
        position = Optional.empty();
        return new PassResult.MoreToDo();
      }
      pace.looked(now);
    }
    rewrittenPaths = context.rewriting().isRewritten();
    long head = at.last();
    seen.inPrimary(head);
    return new PassResult.CaughtUp(
        beyond.replicatedUntil(asOf, head), head, published, beyond.above(head));
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

  /** Has the next pass that begins look at the whole log, on both sides. From any thread. */
  public void lookClosely() {
    closeLookWanted = true;
  }
}
