package dev.levee.sync.engine.failover;

import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.engine.FailoverPreview.AtRisk;
import dev.levee.sync.engine.FailoverPreview.Table;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.commit.CommitFetcher;
import dev.levee.sync.engine.commit.FetchedCommit;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at all tables as a failover would find them; writes nothing. */
public final class FailoverPreviewing {
  private static final int COMMITS_LOOKED_AT = 100;

  private final GroupSpec spec;
  private final Time time;
  private final CopyExecutor executor;

  /** Looks at the tables of one group, many at a time. */
  public FailoverPreviewing(GroupSpec spec, Time time, CopyExecutor executor) {
    this.spec = spec;
    this.time = time;
    this.executor = executor;
  }

  /**
   * What was found.
   *
   * @param primaryOutOfReach why the primary could not be looked at
   */
  public record Found(Optional<String> primaryOutOfReach, List<Table> tables) {}

  /**
   * Looks now; blocks.
   *
   * @param survivor the region that would become the primary
   * @param known what the daemon knows of the tables
   * @throws StoreException when the survivor cannot be looked at
   */
  public Found look(RegionSpec survivor, List<TableStatus> known) {
    RegionSpec primary = spec.otherThan(survivor.name());
    StoredGroup stored = new StoredGroup(spec, time);
    TreeSet<TableId> tables = new TreeSet<>(stored.tables(survivor));
    Optional<String> outOfReach = Optional.empty();
    try {
      tables.addAll(stored.tables(primary));
    } catch (StoreException e) {
      outOfReach = Optional.of(e.getMessage());
    }
    Map<TableId, Look> looks = new TreeMap<>();
    for (TableId table : tables) {
      Optional<TableStatus> status =
          known.stream().filter(candidate -> candidate.table().equals(table)).findFirst();
      looks.put(table, new Look(table, primary, survivor, status, outOfReach.isEmpty()));
    }
    return new Found(
        outOfReach, List.copyOf(new EachTable(executor).results(looks, this::look).values()));
  }

  /** One table and what is known of it. */
  private record Look(
      TableId table,
      RegionSpec primary,
      RegionSpec survivor,
      Optional<TableStatus> status,
      boolean withPrimary) {}

  private Table look(Look look) {
    Location source = spec.mappings().root(look.table(), look.primary().name());
    Location target = spec.mappings().root(look.table(), look.survivor().name());
    OptionalLong there =
        look.withPrimary() ? newestOf(look.primary(), source) : OptionalLong.empty();
    OptionalLong here = OptionalLong.empty();
    Optional<String> unfenced = Optional.empty();
    try {
      ObjectStore survivor = look.survivor().store();
      LogListing log = LogListing.read(survivor, target);
      here = newest(log);
      if (here.isPresent()) {
        TableHead head = TableHead.read(survivor, target, here.getAsLong(), log).orElseThrow();
        FenceCommit fence = new FenceCommit(spec.name(), 1, time.now());
        unfenced = FenceableTable.next(fence, head).forbidden();
      }
    } catch (TableHeldException | SnapshotException | StoreException e) {
      unfenced = Optional.of(e.getMessage());
    }
    boolean isFenced = here.isPresent() && unfenced.isEmpty();
    return new Table(
        look.table(),
        there,
        here,
        atRisk(look.primary(), source, here, there),
        look.status().flatMap(TableStatus::replicationPoint),
        look.status().flatMap(TableStatus::hold),
        isFenced ? OptionalLong.of(here.getAsLong() + 1) : OptionalLong.empty(),
        unfenced);
  }

  private static OptionalLong newestOf(RegionSpec region, Location root) {
    try {
      return newest(LogListing.read(region.store(), root));
    } catch (StoreException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong newest(LogListing log) {
    Optional<HistoryStart> live = HistoryStart.ofReaders(log);
    return live.isPresent()
        ? OptionalLong.of(log.lastContiguousFrom(live.get().version()))
        : OptionalLong.empty();
  }

  private static AtRisk atRisk(
      RegionSpec primary, Location source, OptionalLong here, OptionalLong there) {
    long commits = there.isEmpty() ? 0 : there.getAsLong() - here.orElse(-1);
    if (commits <= 0) {
      return AtRisk.NOTHING;
    }
    long first = there.getAsLong() - commits + 1;
    long bytes = 0;
    CommitFetcher fetcher = new CommitFetcher(primary.store(), source);
    try {
      for (long version = first;
          version <= there.getAsLong() && version < first + COMMITS_LOOKED_AT;
          version++) {
        Optional<FetchedCommit> commit = fetcher.fetch(version);
        bytes += commit.map(FailoverPreviewing::added).orElse(0L);
        commit.ifPresent(FetchedCommit::close);
      }
    } catch (TableHeldException | StoreException e) {
      // What cannot be read is at risk too; its size stays unknown.
      return new AtRisk(commits, bytes);
    }
    return new AtRisk(commits, bytes);
  }

  private static long added(FetchedCommit commit) {
    return commit.commit().files().stream()
        .filter(FileAction.Add.class::isInstance)
        .map(FileAction.Add.class::cast)
        .mapToLong(add -> add.size().orElse(0))
        .sum();
  }
}
