package dev.levee.sync.engine.failover;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.Map;
import java.util.Optional;

/**
 * The last look at the primary before a planned change of roles. It takes the version after the
 * replica's newest in every table of the primary, by exclusive creation, with the bytes that the
 * replica's own fence will have. Where that succeeds nobody has committed since both sides were
 * equal, and nobody who counts on the replica's newest version can any more. Where it does not, the
 * failover must not happen: the fences made by then are history and are replicated like all
 * commits. A table that a catalog manages gets no fence: its log must not have gone on, and its
 * catalog, where there is one to ask, must not have ratified anything newer.
 */
final class PrimaryFencing {
  private final ObjectStore primary;
  private final ObjectStore survivor;
  private final GatedPublisher publisher;
  private final FenceCommit fence;

  /**
   * A look that has not begun.
   *
   * @param publisher creates in the primary
   * @param fence the one that the survivor will get too
   */
  PrimaryFencing(
      ObjectStore primary, ObjectStore survivor, GatedPublisher publisher, FenceCommit fence) {
    this.primary = primary;
    this.survivor = survivor;
    this.publisher = publisher;
    this.fence = fence;
  }

  /**
   * Why the roles must not change; empty when nobody has written.
   *
   * @param catalog what the primary's has ratified
   */
  Optional<String> doubt(
      Map<TableId, TableRoots> tables, CatalogCommits catalog, CopyExecutor executor) {
    return new EachTable(executor)
        .results(tables, roots -> doubt(roots, catalog)).values().stream()
            .flatMap(Optional::stream)
            .findFirst();
  }

  private Optional<String> doubt(TableRoots roots, CatalogCommits catalog) {
    try {
      Optional<HistoryStart> there =
          HistoryStart.ofReaders(LogListing.read(primary, roots.source()));
      if (there.isEmpty()) {
        return Optional.empty();
      }
      LogListing log = LogListing.read(survivor, roots.target());
      Optional<HistoryStart> live = HistoryStart.ofReaders(log);
      return live.isEmpty()
          ? Optional.of("table %s is not replicated".formatted(roots.table()))
          : doubt(roots, catalog, log, log.lastContiguousFrom(live.get().version()));
    } catch (CatalogException | TableHeldException | SnapshotException | StoreException e) {
      return Optional.of("table %s: %s".formatted(roots.table(), e.getMessage()));
    }
  }

  private Optional<String> doubt(
      TableRoots roots, CatalogCommits catalog, LogListing log, long newest)
      throws TableHeldException {
    Optional<FenceableTable.Next> next =
        TableHead.read(survivor, roots.target(), newest, log)
            .map(head -> FenceableTable.next(fence, head));
    boolean unfenced = next.flatMap(FenceableTable.Next::forbidden).isPresent();
    Optional<RatifiedCommits> ratified =
        unfenced ? catalog.from(roots.source(), newest) : Optional.empty();
    long latest = ratified.map(RatifiedCommits::latestVersion).orElse(-1L);
    boolean isNewest = latest == newest || isThere(roots, newest);
    if (next.isEmpty() || !isNewest) {
      return Optional.of(
          "table %s: version %d is not there any more".formatted(roots.table(), newest));
    }
    boolean isTaken =
        unfenced
            ? latest <= newest && !isThere(roots, newest + 1)
            : published(roots.source(), newest + 1, next.get().bytes());
    return isTaken && !isThere(roots, newest + 2)
        ? Optional.empty()
        : Optional.of(
            "table %s was written to in the primary after both sides were equal, at version %d"
                .formatted(roots.table(), newest + 1));
  }

  private boolean isThere(TableRoots roots, long version) {
    return primary.head(LogListing.commit(roots.source(), version)).isPresent();
  }

  private boolean published(Location root, long version, byte[] bytes) throws TableHeldException {
    try {
      NewObject commit = NewObject.of(LogListing.commit(root, version), bytes);
      if (publisher.publish(commit) == GatedPublisher.Outcome.STOPPED) {
        throw new StoreException(
            StoreException.Kind.TRANSIENT, "this daemon may not write any more");
      }
      return true;
    } catch (TableHeldException e) {
      if (e.hold().reason() == HoldReason.SPLIT_BRAIN) {
        return false;
      }
      throw e;
    }
  }
}
