package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.Volume;
import dev.levee.sync.catalog.change.CatalogLocation;
import dev.levee.sync.catalog.change.DropPolicy;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.catalog.replication.CatalogPolicy;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import dev.levee.sync.catalog.standin.MetastoreState;
import dev.levee.sync.catalog.standin.StandInSettings;
import dev.levee.sync.catalog.standin.UnityCatalogStandIn;
import dev.levee.sync.catalog.testing.SampleAssets;
import dev.levee.sync.catalog.unity.UnityCatalog;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import dev.levee.sync.engine.TwoRegions.RunningDaemon;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.NewObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group whose scope is a catalog: its tables' data and their registrations, there and back. */
class CatalogGroupTest {
  private static final AssetId ORDERS = AssetId.of(AssetKind.TABLE, "sales", "eu", "orders");

  private final TwoRegions regions = TwoRegions.inMemory();
  private final UnityCatalogStandIn eastServer = server("east");
  private final UnityCatalogStandIn westServer = server("west");
  private final CatalogTarget east = client(eastServer);
  private final CatalogTarget west = client(westServer);

  private static UnityCatalogStandIn server(String name) {
    return UnityCatalogStandIn.start(new MetastoreState(name), StandInSettings.open());
  }

  /** Waits for a hundredth of the time. */
  private static final class Hasty implements Time {
    private final Time time = new SystemTime();

    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      time.sleep(duration.dividedBy(100));
    }
  }

  private static CatalogTarget client(UnityCatalogStandIn server) {
    return new UnityCatalog(UnityCatalogSettings.of(server.uri(), () -> ""), new Hasty());
  }

  @BeforeEach
  void aCatalogInTheEast() {
    east.create(new Catalog(AssetName.of("sales"), Details.NONE, ""));
    east.create(new Schema(AssetName.of("sales", "eu"), Details.NONE, ""));
    table(EAST, "orders").create().add(1, "part-1", 10);
    register(east, EAST, "orders");
    regions
        .store(EAST)
        .overwrite(NewObject.of(regions.data(EAST).resolve("files/a.txt"), "text".getBytes(UTF_8)));
    east.create(
        new Volume(
            AssetName.of("sales", "eu", "files"),
            Details.NONE,
            Table.EXTERNAL,
            CatalogLocation.text(regions.data(EAST).resolve("files/"))));
  }

  @AfterEach
  void close() {
    east.close();
    west.close();
    eastServer.close();
    westServer.close();
  }

  private HandMadeTable table(RegionName region, String name) {
    return new HandMadeTable(regions.store(region), regions.table(region, name));
  }

  private void register(CatalogTarget catalog, RegionName region, String name) {
    String location = CatalogLocation.text(regions.table(region, name));
    catalog.create(SampleAssets.table(name, Table.EXTERNAL, location));
  }

  private GroupSpec spec() {
    GroupSpec group = regions.spec(TwoRegions.quick());
    CatalogPolicy policy =
        new CatalogPolicy(
            new CatalogScope(new TreeSet<>(Set.of("sales"))),
            new DropPolicy(Duration.ZERO, 50),
            Duration.ofMinutes(1));
    CatalogSpec catalogs =
        new CatalogSpec(
            policy,
            Duration.ofMillis(100),
            CatalogSpec.VolumeFiles.DATA,
            CatalogSpec.Origin.SERVER,
            List.of(side(group, EAST, eastServer), side(group, WEST, westServer)));
    return new GroupSpec(
        group.name(),
        group.regions(),
        EAST,
        group.mappings(),
        List.of(),
        List.of(),
        group.settings(),
        Optional.empty(),
        Optional.of(catalogs));
  }

  private static Side side(GroupSpec group, RegionName region, UnityCatalogStandIn server) {
    RegionSpec at = group.region(region);
    DeltaCatalogReplica replica =
        new DeltaCatalogReplica(
            at.store(),
            ControlFolder.of(at, group.name()).catalog(),
            DeltaCatalogReplica.Settings.DEFAULT,
            new SystemTime());
    return new Side(region, Optional.of(client(server)), replica);
  }

  private RunningDaemon start() {
    return regions.start(spec());
  }

  private Optional<String> registered(CatalogTarget catalog, AssetId table) {
    return catalog.find(table).map(CatalogEntry::asset).map(asset -> ((Table) asset).location());
  }

  @Test
  void aCataloguedTableIsCopiedThenRegisteredAtItsMappedLocation() {
    try (RunningDaemon daemon = start()) {
      daemon.await("registered", () -> registered(west, ORDERS).isPresent());

      assertThat(registered(west, ORDERS))
          .contains(CatalogLocation.text(regions.table(WEST, "orders")));
      assertThat(regions.store(WEST).head(regions.table(WEST, "orders").resolve("part-1")))
          .isPresent();
      daemon.await(
          "the volume's files",
          () -> regions.store(WEST).head(regions.data(WEST).resolve("files/a.txt")).isPresent());
      daemon.await("a replication point", () -> daemon.status().replicationPoint().isPresent());
      CatalogStatus status = daemon.group().catalog().orElseThrow();
      assertThat(status.assets()).isEqualTo(4);
      assertThat(status.problem()).isEmpty();
      assertThat(daemon.group().events(0))
          .anyMatch(event -> event.kind() == ReplicationEvent.Kind.CATALOG);
    }
  }

  @Test
  void tablesOfTheCatalogAreKnownFromTheStoresAlone() {
    try (RunningDaemon daemon = start()) {
      daemon.await("registered", () -> registered(west, ORDERS).isPresent());
    }
    StoredGroup stored = new StoredGroup(spec(), new SystemTime());
    assertThat(stored.tables(stored.roles(), stored.spec().regions()))
        .singleElement()
        .satisfies(roots -> assertThat(roots.source()).isEqualTo(regions.table(EAST, "orders")));
  }

  @Test
  void catalogsSwapRolesWithTheGroupAndTheWayBackChangesNothingThatIsEqual() {
    try (RunningDaemon daemon = start()) {
      daemon.await("registered", () -> registered(west, ORDERS).isPresent());
      daemon.await("active", () -> daemon.status().state() == GroupState.ACTIVE);
      eastServer.forgetRequests();
      switchTo(daemon, WEST, FailoverType.PLANNED);
      table(WEST, "fresh").create().add(1, "part-1", 10);
      register(west, WEST, "fresh");
      AssetId fresh = AssetId.of(AssetKind.TABLE, "sales", "eu", "fresh");

      daemon.group().wake();
      daemon.await("comes back", () -> registered(east, fresh).isPresent());

      assertThat(registered(east, fresh))
          .contains(CatalogLocation.text(regions.table(EAST, "fresh")));
      assertThat(eastServer.changes()).isEqualTo(1);
      switchTo(daemon, EAST, FailoverType.PLANNED);
      daemon.await("settled", () -> daemon.group().catalog().orElseThrow().asOf().isPresent());
      assertThat(eastServer.changes()).isEqualTo(1);
    }
  }

  @Test
  void everyTableOfTheCatalogIsFencedByAForcedFailoverThoughItsCatalogIsGone() {
    try (RunningDaemon daemon = start()) {
      daemon.await("registered", () -> registered(west, ORDERS).isPresent());
      daemon.await("active", () -> daemon.status().state() == GroupState.ACTIVE);
      eastServer.close();

      switchTo(daemon, WEST, FailoverType.FORCED);

      assertThat(daemon.group().losses().get(0).report().tables())
          .extracting(LossReport.Table::name)
          .containsExactly("data/orders");
      assertThat(
              regions
                  .store(WEST)
                  .head(
                      regions.table(WEST, "orders").resolve("_delta_log/%020d.json".formatted(2))))
          .isPresent();
    }
  }

  @Test
  void whileTheCatalogCannotBeReadItsTablesGoOnAndTheReplicationPointStands() {
    try (RunningDaemon daemon = start()) {
      daemon.await("registered", () -> registered(west, ORDERS).isPresent());
    }
    eastServer.setFaults(Faults.every(1, Fault.before(Fault.Outcome.UNAVAILABLE)));
    try (RunningDaemon daemon = start()) {
      table(EAST, "orders").add(2, "part-2", 10);
      daemon.await(
          "the table goes on",
          () ->
              regions
                  .store(WEST)
                  .head(regions.table(WEST, "orders").resolve("_delta_log/%020d.json".formatted(2)))
                  .isPresent());
      Optional<Instant> point = daemon.status().replicationPoint();
      daemon.await("it is said", () -> daemon.status().problem().isPresent());
      assertThat(daemon.status().problem().orElseThrow()).startsWith("catalog: ");
      assertThat(daemon.status().replicationPoint()).isEqualTo(point);
      eastServer.setFaults(Faults.none());
      daemon.await("it moves again", () -> !daemon.status().replicationPoint().equals(point));
    }
  }

  private static void switchTo(RunningDaemon daemon, RegionName region, FailoverType type) {
    assertThat(daemon.failover(region, type)).isInstanceOf(FailoverAnswer.Accepted.class);
    daemon.await(
        "switched to " + region,
        () ->
            daemon.status().primary().equals(region)
                && (type == FailoverType.FORCED || daemon.status().state() == GroupState.ACTIVE));
  }
}
