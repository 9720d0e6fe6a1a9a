package dev.levee.sync.engine.direction;

import dev.levee.sync.catalog.replication.CatalogReplication;
import dev.levee.sync.catalog.replication.CatalogSides;
import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.copy.FileCopier;
import dev.levee.sync.copy.ObjectComparison;
import dev.levee.sync.copy.ObjectReplacement;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.MirrorStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.LogRetirement;
import dev.levee.sync.engine.commit.LogRewriting;
import dev.levee.sync.engine.commit.LogSuccession;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableProgress;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.DeletePermission;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.TableDiscovery;
import dev.levee.sync.mirror.Mirror;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.PairedPrefix;
import dev.levee.sync.sweep.PrefixSweep;
import dev.levee.sync.sweep.Sweep;
import dev.levee.sync.sweep.TableSweep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Replication from one region to the other, while the roles stand: the tables that were found, and
 * how far they have come. A change of roles begins another one.
 */
public final class Direction {
  private static final Duration MIN_SLOW_INTERVAL = Duration.ofSeconds(10);

  private final GroupSpec spec;
  private final RegionSpec primary;
  private final RegionSpec secondary;
  private final PublishGate gate;
  private final EngineParts parts;
  private final FileCopier copier;
  private final Map<TableId, TableEntry> tables = new ConcurrentSkipListMap<>();
  private final List<MirrorEntry> mirrors = new CopyOnWriteArrayList<>();
  private final Optional<CatalogTrack> catalog;
  private final Optional<Instant> replicatedUntil;
  private volatile Optional<Instant> discovered = Optional.empty();
  private OptionalLong searchBegunAt = OptionalLong.empty();

  /**
   * What all directions of a daemon share.
   *
   * @param executor copies files
   * @param settings how
   * @param time the clocks
   * @param warnings takes what an operator should look at
   */
  public record EngineParts(
      CopyExecutor executor,
      CopySettings settings,
      Time time,
      BiConsumer<TableId, String> warnings) {}

  /**
   * Where replication goes out from.
   *
   * @param primary the region
   * @param replicatedUntil up to when what the other one holds was replicated to it, in the last
   *     epoch
   * @param epoch the group's
   */
  public record From(RegionSpec primary, Optional<Instant> replicatedUntil, long epoch) {}

  public Direction(GroupSpec spec, From from, PublishGate gate, EngineParts parts) {
    this.spec = spec;
    this.primary = from.primary();
    this.secondary = spec.otherThan(primary.name());
    this.gate = gate;
    this.parts = parts;
    this.copier = new FileCopier(primary.store(), secondary.store(), parts.settings());
    this.replicatedUntil = from.replicatedUntil();
    spec.mirror().stream()
        .map(prefix -> spec.mappings().table(prefix, spec.initialPrimaryRegion()).orElseThrow())
        .forEach(id -> mirrors.add(mirror(id)));
    this.catalog = spec.catalog().map(replicated -> catalog(replicated, from.epoch()));
  }

  /** What the primary's catalog has ratified of the tables that it manages. */
  public CatalogCommits ratified() {
    return catalog.map(CatalogTrack::managedTables).orElse(CatalogCommits.NONE);
  }

  private CatalogTrack catalog(CatalogSpec replicated, long epoch) {
    CatalogSides sides =
        new CatalogSides(
            epoch,
            replicated.side(primary.name()),
            replicated.side(secondary.name()),
            spec.mappings(),
            new CatalogSides.Liveness(this::isLive, this::hasLog));
    CatalogReplication replication =
        new CatalogReplication(sides, replicated.policy(), parts.time());
    return new CatalogTrack(replicated, sides, replication, parts.time());
  }

  private boolean isLive(Location root) {
    return spec.mappings()
        .table(root, primary.name())
        .map(tables::get)
        .filter(table -> table.sync().secondaryVersion().isPresent())
        .isPresent();
  }

  private boolean hasLog(Location root) {
    Location log = root.resolve(LogListing.LOG_FOLDER);
    return new Listing(primary.store(), ListRequest.everythingBelow(log)).hasNext();
  }

  /** The catalogs' replication, where the group has one. */
  public Optional<CatalogTrack> catalog() {
    return catalog;
  }

  private MirrorEntry mirror(TableId id) {
    TableRoots roots = roots(id);
    PairedPrefix sides = sides(roots);
    TableProgress progress = new TableProgress();
    Mirror.Tools tools =
        new Mirror.Tools(
            new TableCopier(id, copier, parts.executor(), progress::ended, gate::isOpen),
            new ObjectReplacement(primary.store(), secondary.store(), parts.settings()),
            new ObjectComparison(primary.store(), secondary.store(), parts.settings().partBytes()),
            gate::pass);
    Optional<Sweep> sweep =
        spec.settings().deletes().map(policy -> new PrefixSweep(sides, policy, replicatedUntil));
    return new MirrorEntry(
        roots,
        new Mirror(sides, replicatedUntil, tools),
        primary.store(),
        new MirrorEntry.Activity(progress, sweep));
  }

  private TableRoots roots(TableId table) {
    return new TableRoots(
        table,
        spec.mappings().root(table, primary.name()),
        spec.mappings().root(table, secondary.name()));
  }

  private PairedPrefix sides(TableRoots roots) {
    return new PairedPrefix(primary.store(), roots.source(), secondary.store(), roots.target());
  }

  public List<MirrorEntry> mirrors() {
    return mirrors;
  }

  public PublishGate gate() {
    return gate;
  }

  /** Whether this region is the one that is replicated from. */
  public boolean isFrom(RegionName region) {
    return primary.name().equals(region);
  }

  public Collection<TableEntry> tables() {
    return tables.values();
  }

  /**
   * One search for tables.
   *
   * @param begun when it began
   * @param begunAt the same by {@link Time#nanoTime}
   * @param roots the tables that it found
   */
  record Search(Instant begun, long begunAt, List<Location> roots) {}

  /** Looks for tables in the primary; blocks. The configured prefixes are the initial primary's. */
  Search findTables() {
    Instant begun = parts.time().now();
    long begunAt = parts.time().nanoTime();
    TableDiscovery discovery = new TableDiscovery(primary.store());
    List<Location> found = new ArrayList<>();
    spec.discoverIn(primary.name()).forEach(prefix -> found.addAll(discovery.below(prefix)));
    return new Search(begun, begunAt, found);
  }

  /**
   * Takes what was found into the scope.
   *
   * @return the tables that are new
   */
  List<TableEntry> discovered(Search search, Consumer<String> warnings) {
    search.roots().stream()
        .filter(root -> spec.mappings().covering(root, primary.name()).isEmpty())
        .forEach(root -> warnings.accept("no location mapping covers the table " + root));
    List<TableEntry> added = admitTables(search.roots());
    discovered = Optional.of(search.begun());
    searchBegunAt = OptionalLong.of(search.begunAt());
    return added;
  }

  /**
   * Takes tables into the scope, so far as a location mapping covers them.
   *
   * @return the tables that are new
   */
  List<TableEntry> admitTables(List<Location> found) {
    List<TableEntry> added = new ArrayList<>();
    Set<Location> roots = Set.copyOf(found);
    for (Location root : roots.stream().sorted().toList()) {
      Optional<TableId> table = spec.mappings().table(root, primary.name());
      if (table.isPresent() && !tables.containsKey(table.get())) {
        enclosing(root, roots)
            .ifPresent(
                outer ->
                    parts
                        .warnings()
                        .accept(
                            table.get(),
                            "lies within the table %s, whose VACUUM may remove its files"
                                .formatted(outer)));
        TableEntry entry = entry(table.get());
        tables.put(table.get(), entry);
        added.add(entry);
      }
    }
    return added;
  }

  /** Has prefixes without tables kept equal, so far as a location mapping covers them. */
  void admitMirrors(List<Location> prefixes) {
    for (Location prefix : prefixes) {
      spec.mappings()
          .table(prefix, primary.name())
          .filter(id -> mirrors.stream().noneMatch(mirror -> mirror.id().equals(id)))
          .ifPresent(id -> mirrors.add(mirror(id)));
    }
  }

  private static Optional<Location> enclosing(Location root, Set<Location> roots) {
    String key = root.key();
    for (int end = key.length() - 1; end > 0; end = key.lastIndexOf('/', end - 1)) {
      Location above = new Location(root.scheme(), root.bucket(), key.substring(0, end + 1));
      if (!above.equals(root) && roots.contains(above)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }

  /** Whether a search that began then, or later, has ended, of stores and catalogs. */
  public boolean searchedSince(long begunAt) {
    return searchBegunAt.isPresent()
        && searchBegunAt.getAsLong() - begunAt >= 0
        && catalog.stream().allMatch(track -> track.caughtUpSince(begunAt));
  }

  private TableEntry entry(TableId table) {
    TableRoots roots = roots(table);
    PathTransform paths = PathTransform.between(spec.mappings(), primary.name(), secondary.name());
    TableProgress progress = new TableProgress();
    GatedPublisher publisher = new GatedPublisher(new LogPublisher(secondary.store()), gate);
    ControlFolder control = ControlFolder.of(secondary, spec.name());
    TableContext context =
        new TableContext(
            roots,
            primary.store(),
            secondary.store(),
            new TableCopier(table, copier, parts.executor(), progress::ended, gate::isOpen),
            parts.executor(),
            ratified(),
            new LogRewriting(roots, primary.store(), secondary.store(), paths),
            new CommitPlanner(roots, paths),
            publisher,
            new StagedRuns(secondary.store(), control, publisher),
            succession(table, control),
            progress,
            gate,
            warning -> parts.warnings().accept(table, warning),
            parts.time());
    Duration rpo = spec.settings().rpoTarget();
    Duration slow = rpo.compareTo(MIN_SLOW_INTERVAL) < 0 ? MIN_SLOW_INTERVAL : rpo;
    TableSync sync = new TableSync(context, spec.settings().history(), slow);
    return new TableEntry(roots, sync, progress, sweep(roots, sync), discovered);
  }

  private Optional<Sweep> sweep(TableRoots roots, TableSync sync) {
    return spec.settings()
        .deletes()
        .map(policy -> new TableSweep(roots, sides(roots), policy, sync::secondaryVersion));
  }

  /** The tables and mirrors that deletes follow for. */
  Stream<SweptEntry> swept() {
    return Stream.concat(
        tables.values().stream().flatMap(table -> table.swept().stream()),
        mirrors.stream().flatMap(mirror -> mirror.swept().stream()));
  }

  /**
   * Why files of one table may be named by another one, so that none of them may go; empty when
   * that cannot be. The one place that decides whether deletes are safe in this respect: known of
   * every table that has been caught up once.
   */
  Optional<String> sharedFiles() {
    Optional<String> unseen =
        spec.mappings().all().stream()
            .filter(mapping -> Set.copyOf(mapping.prefixByRegion().values()).size() == 1)
            .map(
                mapping ->
                    "the prefixes of mapping '%s' are equal in both regions, so absolute paths do not show"
                        .formatted(mapping.name()))
            .findFirst();
    return tables.values().stream()
        .filter(TableEntry::hasAbsolutePaths)
        .map(table -> "table %s names files by absolute paths".formatted(table.id()))
        .findFirst()
        .or(() -> unseen);
  }

  /** Whether commits of a table that lost a fork are kept in a region; blocks. */
  boolean isInQuarantine(TableId table) {
    TableRoots roots = roots(table);
    return isInQuarantine(primary, roots.source()) || isInQuarantine(secondary, roots.target());
  }

  private boolean isInQuarantine(RegionSpec region, Location root) {
    Location folder = ControlFolder.of(region, spec.name()).quarantine(root);
    return new Listing(region.store(), ListRequest.everythingBelow(folder)).hasNext();
  }

  DeletePermission deletePermission(Daemon with) {
    return new DeletePermission(spec, primary, with);
  }

  void removeFromSecondary(Location location) {
    secondary.store().delete(location);
  }

  private LogSuccession succession(TableId table, ControlFolder control) {
    TableCopier within =
        new TableCopier(
            table,
            new FileCopier(secondary.store(), secondary.store(), parts.settings()),
            parts.executor(),
            kept -> {},
            gate::isOpen);
    return new LogSuccession(
        spec.name(),
        control,
        new LogRetirement(secondary.store(), gate, within),
        spec.settings().onRecreated());
  }

  boolean hasDiscovered() {
    return discovered.isPresent();
  }

  /** Whether every table has been looked at to its end, and the primary has been searched. */
  public boolean isSettled(boolean countingStoreHolds) {
    return hasDiscovered()
        && catalog.stream()
            .allMatch(track -> !track.leads() || track.isSettledOnce(countingStoreHolds))
        && mirrors.stream().allMatch(mirror -> mirror.isSettledOnce(countingStoreHolds))
        && tables.values().stream()
            .allMatch(
                table -> table.isSettledOnce() && (countingStoreHolds || !table.isHeldByStore()));
  }

  /**
   * Everything visible in the primary then is in the secondary: the oldest of all tables' times,
   * and not after the last search, for there may be tables that nobody has found yet. A table that
   * is gone counts from when that was last seen, for it may come back; and only while others show
   * that the primary can be read.
   */
  public Optional<Instant> replicationPoint(boolean withHeld) {
    if (discovered.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> point = discovered;
    if (catalog.filter(CatalogTrack::leads).isPresent()) {
      if (catalog.get().asOf().isEmpty()) {
        return Optional.empty();
      }
      point = earlier(point, catalog.get().asOf().get());
    }
    boolean allMissing =
        !tables.isEmpty() && tables.values().stream().allMatch(TableEntry::isMissing);
    if (allMissing) {
      return Optional.empty();
    }
    for (TableEntry table : tables.values()) {
      if (!withHeld && table.hold().isPresent()) {
        continue;
      }
      if (table.asOf().isEmpty()) {
        return Optional.empty();
      }
      Instant asOf = table.asOf().get();
      point = earlier(point, asOf);
    }
    for (MirrorEntry mirror : mirrors) {
      if (!withHeld && mirror.hold().isPresent()) {
        continue;
      }
      if (mirror.asOf().isEmpty()) {
        return Optional.empty();
      }
      point = earlier(point, mirror.asOf().get());
    }
    return point;
  }

  private static Optional<Instant> earlier(Optional<Instant> point, Instant other) {
    return point.filter(known -> known.isBefore(other)).or(() -> Optional.of(other));
  }

  List<MirrorStatus> mirrorStatus() {
    return mirrors.stream().map(MirrorEntry::status).toList();
  }

  public List<TableStatus> status() {
    return tables.values().stream()
        .map(TableEntry::status)
        .sorted(Comparator.comparing(TableStatus::table))
        .toList();
  }

  int heldTables() {
    return (int)
        Stream.concat(
                tables.values().stream().map(TableEntry::hold),
                mirrors.stream().map(MirrorEntry::hold))
            .filter(Optional::isPresent)
            .count();
  }

  Progress progress() {
    return Stream.concat(
            tables.values().stream().map(TableEntry::progress),
            mirrors.stream().map(MirrorEntry::progress))
        .reduce(Progress.NONE, Progress::plus);
  }
}
