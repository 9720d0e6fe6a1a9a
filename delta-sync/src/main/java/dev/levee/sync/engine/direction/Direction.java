package dev.levee.sync.engine.direction;

import dev.levee.sync.catalog.replication.CatalogReplication;
import dev.levee.sync.catalog.replication.CatalogSides;
import dev.levee.sync.copy.CopyExecutor;
import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.MirrorStatus;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Replication from one region to the other, while the roles stand: the tables that were found, and
 * how far they have come. A change of roles begins another one.
 */
public final class Direction {
  private final Route route;
  private final PublishGate gate;
  private final EngineParts parts;
  private final EntryAssembly assembly;
  private final TableSearch search;
  private final DueTables waiting = new DueTables();
  private final KnownTables tables;
  private final List<MirrorEntry> mirrors = new CopyOnWriteArrayList<>();
  private final SweptPlaces swept;
  private final Optional<CatalogTrack> catalog;
  private volatile Optional<Instant> discovered = Optional.empty();
  private Optional<Instant> searchedWhole = Optional.empty();
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
    this.route = Route.from(from.primary(), spec);
    this.gate = gate;
    this.parts = parts;
    this.assembly = new EntryAssembly(route, from.replicatedUntil(), gate, parts);
    this.search = new TableSearch(route, parts.time());
    this.tables = new KnownTables(route, assembly, waiting, this::liesWithin);
    this.swept = new SweptPlaces(route, tables.all(), mirrors);
    spec.mirror().stream()
        .map(prefix -> spec.mappings().table(prefix, spec.initialPrimaryRegion()).orElseThrow())
        .forEach(id -> mirrors.add(assembly.mirror(id)));
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
            replicated.side(route.primary().name()),
            replicated.side(route.secondary().name()),
            route.spec().mappings(),
            new CatalogSides.Liveness(this::isLive, this::hasLog));
    CatalogReplication replication =
        new CatalogReplication(sides, replicated.policy(), parts.time());
    return new CatalogTrack(replicated, sides, replication, parts.time());
  }

  private boolean hasLog(Location root) {
    Location log = root.resolve(LogListing.LOG_FOLDER);
    return new Listing(route.primary().store(), ListRequest.everythingBelow(log)).hasNext();
  }

  private void liesWithin(TableId table, Location outer) {
    search.foundOneWithinAnother();
    parts
        .warnings()
        .accept(
            table, "lies within the table %s, whose VACUUM may remove its files".formatted(outer));
  }

  /** The table with this root. From any thread. */
  Optional<TableEntry> entry(Location root) {
    return tables.entry(root);
  }

  private boolean isLive(Location root) {
    return entry(root).filter(table -> table.sync().secondaryVersion().isPresent()).isPresent();
  }

  /** The catalogs' replication, where the group has one. */
  public Optional<CatalogTrack> catalog() {
    return catalog;
  }

  public List<MirrorEntry> mirrors() {
    return mirrors;
  }

  public PublishGate gate() {
    return gate;
  }

  /** Whether this region is the one that is replicated from. */
  public boolean isFrom(RegionName region) {
    return route.primary().name().equals(region);
  }

  public Collection<TableEntry> tables() {
    return tables.all();
  }

  /** Its tables, in the order in which they are due. By the group's thread. */
  DueTables waiting() {
    return waiting;
  }

  /** Looks for tables in the primary. */
  TableSearch search() {
    return search;
  }

  /** What deletes on the replica may touch. */
  SweptPlaces swept() {
    return swept;
  }

  void announced(TableId table, Announcements.Announced what, long now) {
    tables.entry(table).ifPresent(entry -> entry.announced(what, now));
  }

  /** Whether searches come to this place, if there is a table. From any thread. */
  boolean discovers(Location root) {
    return route.table(root).isPresent()
        && route.spec().discoverIn(route.primary().name()).stream()
            .anyMatch(prefix -> root.relativeTo(prefix).isPresent());
  }

  /** Whether the table with this root is known and in the primary. From any thread. */
  boolean isKnown(Location root) {
    return entry(root).filter(table -> !table.isMissing()).isPresent();
  }

  /**
   * Takes what was found into the scope.
   *
   * @return the tables that are new
   */
  List<TableEntry> discovered(TableSearch.Found found, Consumer<String> warnings) {
    found.roots().stream()
        .filter(root -> route.spec().mappings().covering(root, route.primary().name()).isEmpty())
        .forEach(root -> warnings.accept("no location mapping covers the table " + root));
    List<TableEntry> added = admitTables(found.roots());
    discovered = Optional.of(found.begun());
    if (found.whole()) {
      searchedWhole = discovered;
      searchBegunAt = OptionalLong.of(found.begunAt());
    }
    return added;
  }

  /**
   * Takes tables into the scope, so far as a location mapping covers them.
   *
   * @return the tables that are new
   */
  List<TableEntry> admitTables(List<Location> found) {
    return tables.admit(found, new KnownTables.Absent(discovered, searchedWhole), ratified());
  }

  /** Has prefixes without tables kept equal, so far as a location mapping covers them. */
  void admitMirrors(List<Location> prefixes) {
    for (Location prefix : prefixes) {
      route
          .table(prefix)
          .filter(id -> mirrors.stream().noneMatch(mirror -> mirror.id().equals(id)))
          .ifPresent(id -> mirrors.add(assembly.mirror(id)));
    }
  }

  /** Whether a whole search that began then, or later, has ended, of stores and catalogs. */
  public boolean searchedSince(long begunAt) {
    return searchBegunAt.isPresent()
        && searchBegunAt.getAsLong() - begunAt >= 0
        && catalog.stream().allMatch(track -> track.caughtUpSince(begunAt));
  }

  /**
   * Whether every table has been looked at to its end, and the primary has been searched. By the
   * group's thread.
   */
  public boolean isSettled(boolean countingStoreHolds) {
    return discovered.isPresent()
        && catalog.stream()
            .allMatch(track -> !track.leads() || track.isSettledOnce(countingStoreHolds))
        && mirrors.stream().allMatch(mirror -> mirror.isSettledOnce(countingStoreHolds))
        && tables.areAllSettled()
        && (countingStoreHolds || tables.all().stream().noneMatch(TableEntry::isHeldByStore));
  }

  /**
   * Everything visible in the primary then is in the secondary: the oldest of all tables' times,
   * and not after the last search, for there may be tables that nobody has found yet. A table that
   * is gone counts from when that was last seen, for it may come back; and only while others show
   * that the primary can be read.
   */
  public Optional<Instant> replicationPoint(boolean withHeld) {
    boolean searched = discovered.isPresent() && !tables.areAllMissing();
    List<Optional<Instant>> times =
        Stream.of(
                Stream.of(discovered),
                catalog.stream().filter(CatalogTrack::leads).map(CatalogTrack::asOf),
                tables.all().stream()
                    .filter(table -> withHeld || table.hold().isEmpty())
                    .map(TableEntry::asOf),
                mirrors.stream()
                    .filter(mirror -> withHeld || mirror.hold().isEmpty())
                    .map(MirrorEntry::asOf))
            .flatMap(each -> each)
            .toList();
    return searched && times.stream().allMatch(Optional::isPresent)
        ? times.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  List<MirrorStatus> mirrorStatus() {
    return mirrors.stream().map(MirrorEntry::status).toList();
  }

  public List<TableStatus> status() {
    return tables.all().stream()
        .map(TableEntry::status)
        .sorted((one, other) -> one.table().compareTo(other.table()))
        .toList();
  }

  int heldTables() {
    return (int)
        Stream.concat(
                tables.all().stream().map(TableEntry::hold),
                mirrors.stream().map(MirrorEntry::hold))
            .filter(Optional::isPresent)
            .count();
  }

  Progress progress() {
    return Stream.concat(
            tables.all().stream().map(TableEntry::progress),
            mirrors.stream().map(MirrorEntry::progress))
        .reduce(Progress.NONE, Progress::plus);
  }
}
