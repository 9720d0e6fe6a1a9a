package dev.levee.sync.catalog.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.change.Differences;
import dev.levee.sync.catalog.change.DropPolicy;
import dev.levee.sync.catalog.change.Translation;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two servers with everything real but the servers and the stores themselves. */
final class TwoServers implements AutoCloseable {
  static final Set<String> IN_SCOPE = Set.of("sales", "ops");

  /** Neither side's own catalog of this name is ever touched. */
  static final String OUT_OF_SCOPE = "private";

  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");
  private static final LocationMappings MAPPINGS =
      new LocationMappings(
          List.of(
              mapping("data", "s3://east/data/", "s3://west/data/"),
              mapping("extra", "s3://east/extra/", "s3://west/extra/"),
              mapping("ops", "s3://east/managed/ops/__unitystorage/", "s3://west/managed/ops/"),
              mapping(
                  "sales", "s3://east/managed/sales/__unitystorage/", "s3://west/managed/sales/")),
          RegionName::toString);
  private static final CatalogPolicy POLICY =
      new CatalogPolicy(
          new CatalogScope(new TreeSet<>(IN_SCOPE)), DropPolicy.DEFAULT, Duration.ofDays(100));

  final ManualTime time;
  final ServerSide east;
  final ServerSide west;
  private final Map<RegionName, CatalogSnapshot> outside;
  private final boolean closesEast;
  private boolean eastLeads = true;
  private long epoch = 1;
  private long version;
  private CatalogReplication replication;

  TwoServers() {
    this(new ManualTime());
  }

  private TwoServers(ManualTime time) {
    this(time, new ServerSide("east", time).prepared(), true);
  }

  private TwoServers(ManualTime time, ServerSide east, boolean closesEast) {
    this.time = time;
    this.east = east;
    this.closesEast = closesEast;
    this.west = new ServerSide("west", time).prepared();
    for (ServerSide side : List.of(east, west)) {
      if (side.catalog.find(AssetId.of(AssetKind.CATALOG, OUT_OF_SCOPE)).isEmpty()) {
        side.send("POST", "/catalogs", "{'name':'%s'}".formatted(OUT_OF_SCOPE));
        side.send("POST", "/schemas", "{'name':'s','catalog_name':'%s'}".formatted(OUT_OF_SCOPE));
      }
    }
    this.outside = Map.of(EAST, outside(east), WEST, outside(west));
    restart();
  }

  /** With an eastern side that is there already, and stays. */
  static TwoServers beside(ServerSide east, ManualTime time) {
    return new TwoServers(time, east, false);
  }

  private static LocationMapping mapping(String name, String east, String west) {
    return new LocationMapping(
        name, Map.of(EAST, Location.parse(east), WEST, Location.parse(west)));
  }

  private static CatalogSnapshot outside(ServerSide side) {
    return side.read(OUT_OF_SCOPE);
  }

  ServerSide primary() {
    return eastLeads ? east : west;
  }

  ServerSide secondary() {
    return eastLeads ? west : east;
  }

  /** The daemon forgets everything. */
  void restart() {
    restart(primary().side(), secondary().side());
  }

  void restart(Side primary, Side secondary) {
    CatalogSides sides =
        new CatalogSides(
            epoch,
            primary,
            secondary,
            MAPPINGS,
            new CatalogSides.Liveness(root -> true, root -> true));
    replication = new CatalogReplication(sides, POLICY, time);
  }

  void caseDoesNotCountInTheWest() {
    restart(east.side(), west.caseInsensitiveSide());
  }

  void failover() {
    epoch++;
    eastLeads = !eastLeads;
    restart();
  }

  /** A cycle; whatever comes of it, it does no harm. */
  CycleReport cycle() {
    try {
      return run();
    } finally {
      assertThat(primary().changes()).isEmpty();
      assertThat(secondary().changes())
          .noneMatch(request -> request.path().matches(".*/" + OUT_OF_SCOPE + "([.].*)?"));
    }
  }

  /** The first cycle after a change of roles may finish in the new primary what was under way. */
  CycleReport firstCycleAfterFailover() {
    try {
      return run();
    } finally {
      assertThat(primary().changes()).noneMatch(request -> request.method().equals("DELETE"));
    }
  }

  private CycleReport run() {
    east.watch();
    west.watch();
    CycleReport report = replication.run(time.now(), replication.read(), () -> true).orElseThrow();
    version = report.version();
    return report;
  }

  /** Nothing is changed any more, in either catalog or in the replica, and the target not asked. */
  CycleReport assertNothingIsLeftToDo() {
    long before = version;
    CycleReport report = cycle();
    assertThat(report.targetProblem()).isEmpty();
    assertThat(report.changes()).isZero();
    assertThat(report.version()).isEqualTo(before);
    assertThat(secondary().server.requests()).isEmpty();
    return report;
  }

  /** Nor by a daemon that knows nothing yet, and has to read the target once. */
  void assertNothingIsLeftToDoAfterARestart() {
    restart();
    long before = version;
    CycleReport report = cycle();
    assertThat(secondary().changes()).isEmpty();
    assertThat(report.version()).isEqualTo(before);
  }

  /** In what the secondary is not what it should be, and what in catalogs out of scope changed. */
  List<String> differences() {
    return differences(primary().read("ops", "sales"));
  }

  /** The same for what the primary is known to show. */
  List<String> differences(CatalogSnapshot here) {
    List<String> found = new ArrayList<>();
    CatalogSnapshot there = secondary().read("ops", "sales");
    here.entries()
        .values()
        .forEach(
            entry ->
                wanted(entry)
                    .ifPresent(
                        wanted ->
                            compare(
                                wanted,
                                Optional.ofNullable(there.entries().get(entry.id())),
                                found)));
    there.entries().keySet().stream()
        .filter(id -> !here.entries().containsKey(id))
        .forEach(id -> found.add(id + " is too much"));
    List.of(east, west).forEach(side -> compareOutside(side, found));
    return found;
  }

  /** A table that is managed there cannot be created there, yet it is right. */
  private Optional<CatalogEntry> wanted(CatalogEntry entry) {
    Translation translation =
        new Translation(MAPPINGS, primary().region, secondary().region, root -> true);
    Optional<CatalogEntry> translated = translation.translated(entry).entry();
    boolean isOperators =
        entry.id().kind() == AssetKind.CREDENTIAL
            || (entry.id().kind() == AssetKind.EXTERNAL_LOCATION && translated.isEmpty());
    return isOperators
        ? Optional.empty()
        : Optional.of(
            secondary()
                .catalog
                .fit(translated.orElseThrow())
                .entry()
                .orElseGet(translated::orElseThrow));
  }

  private void compareOutside(ServerSide side, List<String> found) {
    outside(side)
        .entries()
        .forEach(
            (id, entry) -> {
              CatalogEntry before = outside.get(side.region).entries().get(id);
              if (isOutside(id) && !entry.equals(before)) {
                found.add(id + " out of scope is no longer " + before);
              }
            });
  }

  private static boolean isOutside(AssetId id) {
    return id.name().first().equals(OUT_OF_SCOPE);
  }

  private static void compare(
      CatalogEntry wanted, Optional<CatalogEntry> there, List<String> found) {
    if (there.isEmpty()) {
      found.add(wanted.id() + " is missing");
      return;
    }
    Map<?, ?> differing = Differences.between(there.get().asset(), wanted.asset());
    if (!differing.isEmpty()) {
      found.add(wanted.id() + " differs in " + differing);
    }
    if (!there.get().grants().equals(wanted.grants())) {
      found.add(wanted.id() + " has grants " + there.get().grants());
    }
  }

  @Override
  public void close() {
    west.close();
    if (closesEast) {
      east.close();
    }
  }
}
