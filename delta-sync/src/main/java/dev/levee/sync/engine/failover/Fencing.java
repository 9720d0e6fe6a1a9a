package dev.levee.sync.engine.failover;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.GatedPublisher.Outcome;
import dev.levee.sync.engine.commit.HeadCommit;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes the next version of every table of the region that survives, so that nobody who was paused
 * before the failover can. Can be repeated: a table that has the fence gets no second one.
 */
public final class Fencing {
  private static final int ATTEMPTS = 10;

  private final ObjectStore survivor;
  private final GatedPublisher publisher;
  private final FenceCommit fence;
  private final Map<Location, TableHead> known;

  /** Fences tables of which nothing is known. */
  public Fencing(ObjectStore survivor, GatedPublisher publisher, FenceCommit fence) {
    this(survivor, publisher, fence, Map.of());
  }

  /**
   * Fences tables.
   *
   * @param known what is remembered of tables, by their roots; it saves reading them where a
   *     listing proves it
   */
  public Fencing(
      ObjectStore survivor,
      GatedPublisher publisher,
      FenceCommit fence,
      Map<Location, TableHead> known) {
    this.survivor = survivor;
    this.publisher = publisher;
    this.fence = fence;
    this.known = Map.copyOf(known);
  }

  /**
   * What came of fencing one table.
   *
   * @param root the table's root
   * @param last its newest version, and before the fence; empty where it is not known, or not live
   * @param committed when that version was committed where it was written, as far as is noted
   * @param fencedAt the fence's version; empty where there is none
   * @param unfenced why there is none; empty for a table that is not live, which needs none
   */
  public record Result(
      Location root,
      OptionalLong last,
      Optional<Instant> committed,
      OptionalLong fencedAt,
      Optional<String> unfenced) {
    private static Result at(Location root, Optional<HeadCommit> before, long fence) {
      return new Result(
          root,
          OptionalLong.of(fence - 1),
          before.map(HeadCommit::committed),
          OptionalLong.of(fence),
          Optional.empty());
    }

    private static Result none(Location root, HeadCommit newest, String why) {
      return new Result(
          root,
          OptionalLong.of(newest.version()),
          Optional.of(newest.committed()),
          OptionalLong.empty(),
          Optional.of(why));
    }

    private static Result unknown(Location root, Optional<String> why) {
      return new Result(root, OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), why);
    }
  }

  /**
   * Fences these tables, many at a time.
   *
   * @return empty when this daemon may not publish any more
   */
  public Optional<List<Result>> fenceAll(Map<TableId, Location> roots, CopyExecutor executor) {
    Collection<Optional<Result>> results =
        new EachTable(executor).results(roots, this::fence).values();
    return results.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(results.stream().flatMap(Optional::stream).toList());
  }

  private Optional<Result> fence(Location root) {
    Optional<String> obstacle = Optional.of("it is written to all the time");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        LogListing log = LogListing.read(survivor, root);
        Optional<HistoryStart> live = HistoryStart.ofReaders(log);
        if (live.isEmpty()) {
          return Optional.of(Result.unknown(root, Optional.empty()));
        }
        long newest = log.lastContiguousFrom(live.get().version());
        if (log.newestCommit().orElse(newest) > newest) {
          // A fence in the gap would join what is above it to this history.
          obstacle =
              Optional.of(
                  "it has version %d behind a gap that begins at version %d"
                      .formatted(log.newestCommit().getAsLong(), newest + 1));
          continue;
        }
        Optional<Result> result = fence(root, newest, log);
        if (result.isPresent()) {
          return result;
        }
      } catch (SnapshotException e) {
        // A listing that is not up to date looks like this too, and the next one may be.
        obstacle = Optional.of(e.getMessage());
      } catch (TableHeldException e) {
        return Optional.of(Result.unknown(root, Optional.of(e.getMessage())));
      }
      if (!publisher.isOpen()) {
        return Optional.empty();
      }
    }
    return Optional.of(Result.unknown(root, obstacle));
  }

  /** Empty when somebody else took the version, or this daemon may not publish. */
  private Optional<Result> fence(Location root, long newest, LogListing log)
      throws TableHeldException {
    FenceableTable table = new FenceableTable(survivor, root);
    Optional<TableHead> head = table.head(log, newest, Optional.ofNullable(known.get(root)));
    if (head.isEmpty()) {
      return Optional.empty();
    }
    HeadCommit commit = head.get().commit();
    if (FenceableTable.isFencedBy(fence, commit)) {
      return Optional.of(Result.at(root, table.commit(newest - 1), newest));
    }
    FenceableTable.Next next = FenceableTable.next(fence, head.get());
    if (next.forbidden().isPresent()) {
      return Optional.of(Result.none(root, commit, next.forbidden().get()));
    }
    return published(root, newest + 1, next.bytes())
        ? Optional.of(Result.at(root, Optional.of(commit), newest + 1))
        : Optional.empty();
  }

  private boolean published(Location root, long version, byte[] bytes) throws TableHeldException {
    try {
      NewObject commit = NewObject.of(LogListing.commit(root, version), bytes);
      return publisher.publish(commit) != Outcome.STOPPED;
    } catch (TableHeldException e) {
      if (e.hold().reason() == HoldReason.SPLIT_BRAIN) {
        return false;
      }
      throw e;
    }
  }
}
