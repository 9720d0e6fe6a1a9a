package dev.levee.sync.engine;

import dev.levee.sync.copy.Novelty;
import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
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
final class TableSync {
  private static final Logger LOG = LoggerFactory.getLogger(TableSync.class);
  private static final int BATCHES_PER_PASS = 4;

  private final TableContext context;
  private final History history;
  private final Duration slowInterval;
  private final BatchReader reader;
  private final BatchReplication replication;
  private final ArtefactSync artefacts;
  private final Bootstrap bootstrap;
  private final CommitTimes commitTimes;

  private Optional<Position> position = Optional.empty();
  private boolean artefactsDue = true;
  private volatile boolean closeLookWanted;
  private long slowLookAt;
  private volatile OptionalLong primaryVersion = OptionalLong.empty();
  private volatile OptionalLong secondaryVersion = OptionalLong.empty();

  /**
   * Where a live replica stands.
   *
   * @param first the oldest version that readers can read
   * @param last the newest
   * @param novelty whether files of the next version may be there, left by a run that was cut off
   */
  private record Position(long first, long last, Novelty novelty) {
    Position at(long version) {
      return new Position(first, version, Novelty.NEW);
    }
  }

  TableSync(TableContext context, History history, Duration slowInterval) {
    this.context = context;
    this.history = history;
    this.slowInterval = slowInterval;
    this.reader = new BatchReader(context);
    this.replication = new BatchReplication(context, reader);
    this.artefacts = new ArtefactSync(context);
    this.bootstrap = new Bootstrap(context, reader, replication, artefacts);
    this.commitTimes = new CommitTimes(context);
  }

  /** The newest version seen in the primary. */
  OptionalLong primaryVersion() {
    return primaryVersion;
  }

  /** The newest version that readers of the secondary see. */
  OptionalLong secondaryVersion() {
    return secondaryVersion;
  }

  /** Whether its commits carry their times; empty while that is not known. */
  Optional<Boolean> inCommitTimestamps() {
    return commitTimes.inCommit();
  }

  /** Replicates what there is, up to a bound; never throws, so that every pass is reported. */
  PassResult syncOnce() {
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
      return failed(e);
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
    }
    int published = 0;
    for (int i = 0; i < BATCHES_PER_PASS; i++) {
      Position at = position.orElseThrow();
      try (CommitBatch batch = reader.read(at.last() + 1, primaryVersion.orElse(-1))) {
        if (batch.commits().isEmpty() && batch.reachedHead().isEmpty()) {
          // A version that a listing showed is gone: only another listing tells what happened.
          position = Optional.empty();
          break;
        }
        if (!batch.commits().isEmpty()) {
          seenInPrimary(batch.last());
          if (!replicate(batch, at)) {
            return new PassResult.Stopped();
          }
          published += (int) (position.orElseThrow().last() - at.last());
        }
        if (batch.reachedHead().isPresent()
            && (batch.commits().isEmpty() || batch.last() == position.orElseThrow().last())) {
          return caughtUp(batch.reachedHead().get(), published);
        }
      }
    }
    return new PassResult.MoreToDo();
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
    try (CommitBatch longer = ready.batch()) {
      for (FetchedCommit commit : longer.commits()) {
        if (!replication.publish(commit)) {
          return false;
        }
        seenInPrimary(commit.version());
        moveTo(at.at(commit.version()));
        commitTimes.follow(commit.commit());
      }
    }
    return true;
  }

  private void moveTo(Position next) {
    position = Optional.of(next);
    secondaryVersion = OptionalLong.of(next.last());
  }

  private void seenInPrimary(long version) {
    primaryVersion = OptionalLong.of(Math.max(version, primaryVersion.orElse(-1)));
  }

  /** The position by the secondary's own log; makes the table live first where it is not. */
  private Optional<Position> locate(LogListing primary) throws TableHeldException {
    if (primary.ambiguousName().isPresent()) {
      throw new TableHeldException(
          HoldReason.NAME_AMBIGUOUS,
          "_delta_log/%s is a commit to some engines and none to others"
              .formatted(primary.ambiguousName().get()));
    }
    if (primary.newestCommit().isEmpty()) {
      throw new TableHeldException(HoldReason.NOT_A_TABLE, "the log has no commit");
    }
    primaryVersion = primary.newestCommit();
    replication.startAnew();
    LogListing secondary = LogListing.read(context.target(), context.roots().target());
    Optional<HistoryStart> live = HistoryStart.ofReaders(secondary);
    artefactsDue = true;
    if (live.isEmpty()) {
      secondaryVersion = OptionalLong.empty();
      new LogComparison(context).check(primary, secondary, -1);
      Optional<Bootstrap.Live> made = bootstrap.run(primary, history);
      made.ifPresent(table -> moveTo(new Position(table.first(), table.last(), Novelty.NEW)));
      return position;
    }
    long first = live.get().oldestReadable(secondary);
    long last = secondary.lastContiguousFrom(live.get().version());
    secondaryVersion = OptionalLong.of(last);
    new LogComparison(context).check(primary, secondary, last);
    if (primary.newestCommit().getAsLong() > last && !primary.commits().containsKey(last + 1)) {
      throw gap(last + 1, primary.newestCommit().getAsLong());
    }
    return Optional.of(new Position(first, last, Novelty.PERHAPS_THERE));
  }

  private static TableHeldException gap(long missing, long head) {
    return new TableHeldException(
        HoldReason.GAP,
        "version %d is missing in the primary, which is at version %d".formatted(missing, head));
  }

  /** Now and then looks at the whole log: for checkpoints, and for what should not be. */
  private PassResult caughtUp(Instant asOf, int published) throws TableHeldException {
    long now = context.time().nanoTime();
    if (artefactsDue || now - slowLookAt >= slowInterval.toNanos()) {
      Position at = position.orElseThrow();
      LogListing primary = LogListing.read(context.source(), context.roots().source());
      if (primary.isEmpty()) {
        position = Optional.empty();
        return new PassResult.Missing(asOf);
      }
      LogListing secondary = LogListing.read(context.target(), context.roots().target());
      new LogComparison(context)
          .check(primary, secondary, secondary.lastContiguousFrom(at.first()));
      long head = primary.newestCommit().orElse(-1);
      if (head > at.last() && !primary.commits().containsKey(at.last() + 1)) {
        throw gap(at.last() + 1, head);
      }
      artefacts.sync(primary, secondary, at.first(), at.last());
      commitTimes.ask(at.last());
      artefactsDue = false;
      slowLookAt = now;
    }
    return new PassResult.CaughtUp(asOf, position.orElseThrow().last(), published);
  }

  /** Has the next pass that begins look at the whole log, on both sides. From any thread. */
  void lookClosely() {
    closeLookWanted = true;
  }

  private static PassResult failed(StoreException e) {
    return switch (e.kind()) {
      case TRANSIENT, THROTTLED, NOT_FOUND, CHANGED -> new PassResult.Failed(e);
      case ACCESS_DENIED, NO_SUCH_BUCKET -> held(HoldReason.ACCESS_DENIED, e);
      case ARCHIVED -> held(HoldReason.ARCHIVED, e);
      case UNSUPPORTED, INVALID -> held(HoldReason.STORE_INCONSISTENT, e);
    };
  }

  private static PassResult held(HoldReason reason, StoreException e) {
    return new PassResult.Held(new Hold(reason, e.getMessage()));
  }
}
