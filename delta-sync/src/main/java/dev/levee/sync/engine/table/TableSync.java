package dev.levee.sync.engine.table;

import dev.levee.sync.engine.ReplicationSettings.History;
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
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Hold;
import dev.levee.sync.store.NewObject;
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

  private final TableContext context;
  private final BatchReplication replication;
  private final CommitTimes commitTimes;
  private final ReplicaHead head;
  private final PositionSearch search;
  private final UnpublishedTail unpublished;
  private final CommitTail tail;
  private final Looks looks;
  private final SeenVersions seen = new SeenVersions();

  private Optional<Position> position = Optional.empty();
  private volatile boolean rewrittenPaths;

  /**
   * A table whose position is not known yet.
   *
   * @param history how much of its past is replicated
   * @param slowInterval between looks at more than the next commit
   * @param rpoTarget how old what is known of a table at rest may become
   */
  public TableSync(
      TableContext context, History history, Duration slowInterval, Duration rpoTarget) {
    this.context = context;
    BatchReader reader = new BatchReader(context);
    this.replication = new BatchReplication(context, reader);
    this.commitTimes = new CommitTimes(context);
    this.head = new ReplicaHead(context, replication.heads());
    this.search = new PositionSearch(context, history, reader, replication);
    this.unpublished = new UnpublishedTail(context);
    this.looks =
        new Looks(
            context, unpublished, new LookPace(context.roots().table(), slowInterval, rpoTarget));
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
    return ended(guarded(this::pass));
  }

  /**
   * The same for a table that nobody writes to, by one request in most cases: in turn, its next
   * commit is asked for, and whether its newest one is still the one that was replicated. What one
   * turn finds holds for when the turn before it began: so {@code asOf} is never later than that.
   */
  public PassResult syncAtRest() {
    return ended(guarded(this::passAtRest));
  }

  private PassResult ended(PassResult result) {
    looks.passEnded();
    if (position.isEmpty() || result instanceof PassResult.Stopped) {
      replication.startAnew();
    }
    return result;
  }

  @FunctionalInterface
  private interface Pass {
    PassResult run() throws TableHeldException;
  }

  private PassResult guarded(Pass pass) {
    try {
      return context.gate().isOpen() ? pass.run() : new PassResult.Stopped();
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

  private PassResult passAtRest() throws TableHeldException {
    if (position.isEmpty() || !looks.isDueAtRest()) {
      return looks.atRest(pass());
    }
    if (!looks.isStillTheSame(position.get())) {
      position = Optional.empty();
      return new PassResult.MoreToDo();
    }
    return new PassResult.Unchanged(looks.asOf());
  }

  private PassResult pass() throws TableHeldException {
    looks.passBegins();
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
    return looks.hasLocated(at)
        && primary.newestCommit().orElse(-1) == at.last()
        && tail.showsNewest(primary);
  }

  /** One batch, so that a long backlog does not keep its worker from other tables. */
  private PassResult follow() throws TableHeldException {
    long first = position.orElseThrow().last();
    learnHead(first);
    boolean oneByOne = false;
    for (int batches = 1; batches > 0; batches--) {
      Position at = position.orElseThrow();
      try (CommitTail.Next next = next(at, oneByOne)) {
        CommitBatch batch = next.batch();
        if (!goesOnFrom(at, batch)) {
          position = Optional.empty();
          return new PassResult.MoreToDo();
        }
        Brought brought = bring(batch, at);
        if (brought == Brought.STOPPED) {
          return new PassResult.Stopped();
        }
        long last = position.orElseThrow().last();
        if (brought == Brought.ONE_IS_AT_FAULT) {
          oneByOne = true;
          batches += batch.commits().size();
        } else if (batch.reachedHead().isPresent()
            && (batch.commits().isEmpty() || batch.last() == last)) {
          return caughtUp(batch.reachedHead().get(), next.beyond(), (int) (last - first));
        }
      }
    }
    return new PassResult.MoreToDo();
  }

  /**
   * Whether a batch follows the position. If not, a version that a listing showed is gone, or the
   * table is another one: only another listing tells what happened.
   */
  private boolean goesOnFrom(Position at, CommitBatch batch) {
    return batch.commits().isEmpty()
        ? batch.reachedHead().isPresent()
        : looks.isFollowedInPrimary(at);
  }

  private enum Brought {
    ALL,
    /** What is before the commit at fault is brought first. */
    ONE_IS_AT_FAULT,
    STOPPED
  }

  private Brought bring(CommitBatch batch, Position at) throws TableHeldException {
    if (batch.commits().isEmpty()) {
      return Brought.ALL;
    }
    if (batch.newest().published()) {
      seen.inPrimary(batch.last());
    }
    try {
      return replicate(batch, at) ? Brought.ALL : Brought.STOPPED;
    } catch (TableHeldException e) {
      if (batch.commits().size() == 1) {
        throw e;
      }
      return Brought.ONE_IS_AT_FAULT;
    }
  }

  private CommitTail.Next next(Position at, boolean oneByOne) throws TableHeldException {
    return oneByOne
        ? tail.readOne(at.last() + 1)
        : tail.read(at.last() + 1, seen.primary().orElse(-1));
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
    head.startAnew();
    Optional<Position> found = search.locate(primary, seen);
    Optional<LogListing> replicaLog = seen.takeReplicaLog();
    found.ifPresent(at -> head.goesOnAt(at.last(), replicaLog));
    looks.located(
        found.flatMap(at -> replicaLog.map(log -> new BothLogs(primary, log, at.last()))));
    found.ifPresent(this::moveTo);
    return found;
  }

  /** What has to be known before the next version is asked for. */
  private void learnHead(long last) {
    Optional<TableHead> learned = head.learn(last);
    learned.map(TableHead::protocol).ifPresent(unpublished::noticed);
    learned.map(TableHead::inCommitTimestamps).ifPresent(commitTimes::learn);
  }

  private PassResult caughtUp(Instant begun, UnpublishedTail.Sighting beyond, int published)
      throws TableHeldException {
    Position at = position.orElseThrow();
    Looks.Finding finding = looks.beyondNextCommit(at, begun, published > 0);
    if (finding != Looks.Finding.SAME) {
      position = Optional.empty();
      return finding == Looks.Finding.GONE
          ? new PassResult.Missing(begun)
          : new PassResult.MoreToDo();
    }
    rewrittenPaths = context.rewriting().isRewritten();
    long head = at.last();
    seen.inPrimary(head);
    Instant asOf = beyond.replicatedUntil(begun, head);
    looks.asked(asOf);
    return new PassResult.CaughtUp(asOf, head, published, beyond.above(head));
  }

  /** Has the next pass that begins look at the whole log, on both sides. From any thread. */
  public void lookClosely() {
    looks.wanted();
  }
}
