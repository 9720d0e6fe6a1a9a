package dev.levee.sync.catalog.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Catalogs that show less than they hold, more than anybody wants, or something else by now. */
class HostileCatalogTest {
  private static final AssetId TABLE = AssetId.of(AssetKind.TABLE, "sales", "schema_1", "table_0");
  private static final AssetName SCHEMA = AssetName.of("sales", "schema_1");

  private final TwoServers two = new TwoServers();

  @BeforeEach
  void fill() {
    new GeneratedCatalog(3, two.east).fill(GeneratedCatalog.Extent.SMALL);
  }

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void aTokenThatHasLostItsRightsDropsNothing() {
    two.cycle();
    two.east.setFaults(Faults.when(request -> !request.isChange(), Fault.emptyList()));

    CycleReport report = two.cycle();
    two.time.pass(Duration.ofDays(9));
    two.cycle();

    assertThat(report.dropsHeld()).isPresent();
    assertThat(two.west.changes()).isEmpty();
    two.east.setFaults(Faults.none());
    assertThat(two.differences()).isEmpty();
  }

  /** Whoever does not own an asset is shown his own grants only. */
  @Test
  void aTokenThatSeesNoGrantsAnyMoreRevokesNone() {
    for (int i = 0; i < 10; i++) {
      two.east.create(table("granted_" + i), grants("alice@example.com", "SELECT"));
    }
    two.cycle();
    two.east.setFaults(
        Faults.when(request -> request.path().contains("/permissions/"), Fault.emptyList()));

    CycleReport report = two.cycle();

    assertThat(report.dropsHeld().orElseThrow()).contains("grants");
    assertThat(two.west.changes()).isEmpty();
    two.east.setFaults(Faults.none());
    assertThat(two.differences()).isEmpty();
    assertThat(two.cycle().dropsHeld()).isEmpty();
  }

  @Test
  void oneRevocationIsOneRevocation() {
    two.east.create(table("granted"), grants("alice@example.com", "SELECT"));
    two.cycle();
    AssetId id = new AssetId(AssetKind.TABLE, SCHEMA.child("granted"));
    two.east.catalog.grant(id, two.east.find(id).grants(), Grants.NONE);

    assertThat(two.cycle().changes()).isEqualTo(1);

    assertThat(two.west.find(id).grants()).isEqualTo(Grants.NONE);
  }

  @Test
  void whatIsDroppedAndCreatedAnewHasItsOwnGrantsAndAttributes() {
    two.cycle();
    two.east.drop(TABLE);
    two.east.create(
        new Table(
            TABLE.name(),
            Details.NONE.withComment("another one"),
            Table.EXTERNAL,
            "PARQUET",
            "s3://east/data/elsewhere",
            List.of()),
        grants("data-team", "MODIFY"));

    two.cycle();

    assertThat(two.differences()).isEmpty();
    assertThat(two.west.find(TABLE).grants()).isEqualTo(grants("data-team", "MODIFY"));
    two.assertNothingIsLeftToDo();
  }

  /** With authorization, nothing can be registered where something else is registered still. */
  @Test
  void tablesThatSwapTheirLocationsSwapThemThereToo() {
    AssetId left = new AssetId(AssetKind.TABLE, SCHEMA.child("left"));
    AssetId right = new AssetId(AssetKind.TABLE, SCHEMA.child("right"));
    two.east.create(table("left", "s3://east/data/l"), Grants.NONE);
    two.east.create(table("right", "s3://east/data/r"), Grants.NONE);
    two.cycle();
    two.east.drop(left);
    two.east.drop(right);
    two.east.create(table("left", "s3://east/data/r"), Grants.NONE);
    two.east.create(table("right", "s3://east/data/l"), Grants.NONE);

    two.cycle();
    two.cycle();

    assertThat(two.differences()).isEmpty();
    two.assertNothingIsLeftToDo();
  }

  @Test
  void aSchemaOfTenMegabytesGoesOver() {
    String comment = "x".repeat(3_400);
    List<Column> columns =
        IntStream.range(0, 3_000).mapToObj(i -> column("c" + i, comment)).toList();
    two.east.create(
        new Table(
            SCHEMA.child("wide"),
            Details.NONE,
            Table.EXTERNAL,
            Table.DELTA,
            "s3://east/data/wide",
            columns),
        Grants.NONE);

    two.cycle();

    assertThat(two.differences()).isEmpty();
    two.assertNothingIsLeftToDo();
  }

  private static Column column(String name, String comment) {
    return new Column(name, "\"long\"", "", true, comment, OptionalInt.empty(), "", "");
  }

  @Test
  void aCatalogOfThatNameThatIsNotLeveesIsNeverTouched() {
    two.west.send("POST", "/catalogs", "{'name':'sales','comment':'theirs'}");
    two.west.send("POST", "/schemas", "{'name':'schema_1','catalog_name':'sales'}");
    Table theirs =
        new Table(
            TABLE.name(), Details.NONE, Table.EXTERNAL, "CSV", "s3://west/data/theirs", List.of());
    two.west.create(theirs, grants("bob@example.com", "SELECT"));
    List<AssetId> untouched =
        List.of(
            AssetId.of(AssetKind.CATALOG, "sales"), new AssetId(AssetKind.SCHEMA, SCHEMA), TABLE);
    List<CatalogEntry> before = untouched.stream().map(two.west::find).toList();

    CycleReport report = two.cycle();
    two.east.drop(AssetId.of(AssetKind.VIEW, "sales", "schema_1", "view_99"));
    two.east.drop(TABLE);
    two.cycle();
    two.time.pass(Duration.ofDays(2));
    two.cycle();

    assertThat(report.misfits())
        .filteredOn(misfit -> misfit.error() == CatalogError.CATALOG_CONFLICT)
        .extracting(Misfit::asset)
        .contains(TABLE, untouched.get(0));
    assertThat(untouched.stream().map(two.west::find)).isEqualTo(before);
  }

  @Test
  void namesThatDifferInCaseOnlyAreSaidWhereCaseDoesNotCount() {
    two.east.create(table("Orders"), Grants.NONE);
    two.east.create(table("orders"), Grants.NONE);
    two.caseDoesNotCountInTheWest();

    CycleReport report = two.cycle();

    assertThat(report.misfits())
        .filteredOn(misfit -> misfit.error() == CatalogError.CATALOG_CONFLICT)
        .extracting(misfit -> misfit.asset().name().last())
        .containsExactly("orders");
    assertThat(two.cycle().changes()).isZero();
    assertThat(two.west.changes()).isEmpty();
  }

  private static Table table(String name) {
    return table(name, "s3://east/data/own/" + name);
  }

  private static Table table(String name, String location) {
    return new Table(
        SCHEMA.child(name), Details.NONE, Table.EXTERNAL, Table.DELTA, location, List.of());
  }

  private static Grants grants(String principal, String... privileges) {
    return Grants.spelt(Map.of(principal, List.of(privileges)));
  }
}
