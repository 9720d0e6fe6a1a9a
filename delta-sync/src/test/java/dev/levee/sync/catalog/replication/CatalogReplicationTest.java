package dev.levee.sync.catalog.replication;

import static dev.levee.sync.catalog.testing.SampleAssets.catalog;
import static dev.levee.sync.catalog.testing.SampleAssets.function;
import static dev.levee.sync.catalog.testing.SampleAssets.grants;
import static dev.levee.sync.catalog.testing.SampleAssets.schema;
import static dev.levee.sync.catalog.testing.SampleAssets.table;
import static dev.levee.sync.catalog.testing.SampleAssets.view;
import static dev.levee.sync.catalog.testing.SampleAssets.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.change.Differences;
import dev.levee.sync.catalog.testing.MemoryCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cycles between two catalogs: what arrives, what stays as it was, what is said. */
class CatalogReplicationTest {
  private static final AssetId ORDERS = AssetId.of(AssetKind.TABLE, "sales", "eu", "orders");
  private static final AssetId MANAGED = AssetId.of(AssetKind.TABLE, "sales", "eu", "managed");
  private static final AssetId TOTALS = AssetId.of(AssetKind.VIEW, "sales", "eu", "totals");

  private final TwoCatalogs two = new TwoCatalogs();

  @BeforeEach
  void aCatalogWithOneOfEach() {
    MemoryCatalog east = two.east();
    east.put(catalog("sales"), grants("ann", "USE CATALOG"));
    east.put(schema("sales", "eu"), grants("ann", "USE_SCHEMA"));
    east.put(table("orders", Table.EXTERNAL, "s3://east/data/orders"), grants("bob", "SELECT"));
    east.put(
        table("managed", Table.MANAGED, "s3://east/managed/__unitystorage/tables/7"), Grants.NONE);
    east.put(view("above", "sales.eu.totals"), Grants.NONE);
    east.put(view("totals", "sales.eu.orders", "sales.eu.managed"), grants("ann", "SELECT"));
    east.put(volume("files", "EXTERNAL", "s3://east/data/files"), Grants.NONE);
    east.put(function("increment"), grants("bob", "EXECUTE"));
  }

  @Test
  void everythingArrivesAtItsMappedLocationWithItsGrants() {
    CycleReport report = two.cycle();

    assertThat(two.west().entries().keySet()).isEqualTo(two.east().entries().keySet());
    assertThat(((Table) asset(two.west(), ORDERS)).location()).isEqualTo("s3://west/data/orders");
    Table managed = (Table) asset(two.west(), MANAGED);
    assertThat(managed.location()).isEqualTo("s3://west/managed/tables/7");
    assertThat(managed.type()).isEqualTo(Table.EXTERNAL);
    assertThat(two.west().entries().get(ORDERS).grants()).isEqualTo(grants("bob", "SELECT"));
    assertThat(report.misfits())
        .extracting(Misfit::attribute)
        .containsOnly(Optional.of(Attribute.OWNER), Optional.of(Attribute.TYPE));
    assertThat(report.changes()).isEqualTo(8);
  }

  @Test
  void aSecondCycleChangesNothingAndReadsOnlyTheSource() {
    two.cycle();
    two.west().failAt(-1, false);

    CycleReport report = two.cycle();
    two.cycle();

    assertThat(report.changes()).isZero();
    assertThat(two.west().requests()).isEmpty();
    // The first says what Levee sets out to do, the second that it was seen to be done.
    assertThat(two.westReplica().versions()).hasSize(2);
  }

  @Test
  void aTableIsRegisteredOnceItsDataIsLive() {
    two.hide("s3://east/data/orders/");

    CycleReport first = two.cycle();

    assertThat(two.west().entries()).doesNotContainKey(ORDERS);
    assertThat(two.west().entries()).doesNotContainKey(TOTALS);
    assertThat(errors(first, ORDERS)).containsExactly(CatalogError.NOT_LIVE_YET);
    assertThat(errors(first, TOTALS)).containsExactly(CatalogError.MISSING_DEPENDENCY);
    two.show();
    two.cycle();
    assertThat(two.west().entries()).containsKeys(ORDERS, TOTALS);
  }

  @Test
  void whatIsChangedInPlaceKeepsItsIdentityAndWhatIsNotKeepsItsGrants() {
    two.cycle();
    String id = two.west().entries().get(ORDERS).serverId();
    two.change(ORDERS, asset -> asset.with(asset.details().withComment("changed")));
    two.change(TOTALS, asset -> view("totals", "sales.eu.orders"));

    two.cycle();

    assertThat(asset(two.west(), ORDERS).details().comment()).isEqualTo("changed");
    assertThat(two.west().entries().get(ORDERS).serverId()).isEqualTo(id);
    assertThat(two.west().entries().get(TOTALS).grants()).isEqualTo(grants("ann", "SELECT"));
    assertThat(two.differences()).isEmpty();
  }

  @Test
  void anUnknownPrincipalKeepsNobodyElseOut() {
    two.east()
        .put(
            asset(two.east(), ORDERS),
            Grants.spelt(
                java.util.Map.of("nobody", List.of("SELECT"), "bob", List.of("SELECT", "MODIFY"))));

    CycleReport report = two.cycle();

    assertThat(two.west().entries().get(ORDERS).grants())
        .isEqualTo(grants("bob", "SELECT", "MODIFY"));
    assertThat(errors(report, ORDERS)).contains(CatalogError.UNKNOWN_PRINCIPAL);
  }

  @Test
  void whatSomebodyElseHasCreatedIsNeverTouched() {
    two.west().put(catalog("sales"), Grants.NONE);
    two.west().put(schema("sales", "eu"), Grants.NONE);
    two.west().put(table("orders", Table.EXTERNAL, "s3://west/theirs"), grants("bob", "MODIFY"));

    CycleReport report = two.cycle();
    two.east().remove(ORDERS);
    two.cycle();
    two.passes(Duration.ofDays(2));
    two.cycle();

    assertThat(((Table) asset(two.west(), ORDERS)).location()).isEqualTo("s3://west/theirs");
    assertThat(errors(report, ORDERS)).contains(CatalogError.CATALOG_CONFLICT);
    assertThat(two.west().entries()).containsKey(MANAGED);
  }

  @Test
  void aDropWaitsForItsGracePeriodAndAnUndropCostsNothing() {
    two.cycle();
    CatalogEntry dropped = two.east().entries().get(ORDERS);
    two.east().remove(ORDERS);
    assertThat(two.cycle().dropping()).isEqualTo(1);
    two.passes(Duration.ofHours(23));
    two.east().put(dropped.asset(), dropped.grants());
    two.west().failAt(-1, false);
    two.cycle();
    assertThat(two.west().requests()).isEmpty();

    two.east().remove(ORDERS);
    two.cycle();
    two.passes(Duration.ofHours(25));
    two.cycle();

    assertThat(two.west().entries()).doesNotContainKey(ORDERS);
    two.cycle();
    assertThat(two.westReplica().latest().orElseThrow().replica().entries())
        .doesNotContainKey(ORDERS);
  }

  @Test
  void aCatalogThatShowsNothingIsNotTakenForAnEmptyOne() {
    two.cycle();
    two.east().blind(true);

    CycleReport report = two.cycle();
    two.passes(Duration.ofDays(9));
    two.cycle();

    assertThat(report.dropsHeld()).isPresent();
    assertThat(two.west().entries()).hasSize(8);
  }

  @Test
  void aWholeSchemaThatIsDroppedGoesFromTheInsideOut() {
    two.east().put(schema("sales", "other"), Grants.NONE);
    two.cycle();
    two.east().remove(AssetId.of(AssetKind.SCHEMA, "sales", "other"));
    two.east().remove(AssetId.of(AssetKind.FUNCTION, "sales", "eu", "increment"));
    two.cycle();
    two.passes(Duration.ofDays(2));

    two.cycle();

    assertThat(two.west().entries().keySet()).isEqualTo(two.east().entries().keySet());
  }

  @Test
  void moreThanThePolicyAllowsIsNotTakenForDropped() {
    for (int i = 0; i < 40; i++) {
      two.east().put(function("f" + i), Grants.NONE);
    }
    two.cycle();
    for (int i = 0; i < 20; i++) {
      two.east().remove(AssetId.of(AssetKind.FUNCTION, "sales", "eu", "f" + i));
    }

    assertThat(two.cycle().dropsHeld().orElseThrow()).contains("20 of 48");
  }

  @Test
  void aRenameMovesTheRegistrationOnly() {
    two.cycle();
    String id = two.west().entries().get(ORDERS).serverId();
    two.east().renameByUser(ORDERS, AssetName.of("sales", "eu", "purchases"));

    two.cycle();

    AssetId purchases = AssetId.of(AssetKind.TABLE, "sales", "eu", "purchases");
    assertThat(two.west().entries()).doesNotContainKey(ORDERS);
    assertThat(two.west().entries().get(purchases).serverId()).isEqualTo(id);
    assertThat(two.west().entries().get(purchases).grants()).isEqualTo(grants("bob", "SELECT"));
    two.change(purchases, asset -> asset.with(asset.details().withComment("still Levee's")));
    two.cycle();
    assertThat(asset(two.west(), purchases).details().comment()).isEqualTo("still Levee's");
  }

  @Test
  void whatWasNotDoneWhileTheServerWasOutOfReachIsDoneAfterAFailover() {
    two.cycle();
    two.cycle();
    two.change(ORDERS, asset -> asset.with(asset.details().withComment("the last one")));
    two.east().put(asset(two.east(), MANAGED), grants("bob", "MODIFY"));
    two.west().failAt(0, false);
    assertThat(two.cycle().targetProblem()).isPresent();
    two.west().failAt(-1, false);
    two.restart();

    two.failover();
    two.cycle();

    assertThat(asset(two.west(), ORDERS).details().comment()).isEqualTo("the last one");
    assertThat(asset(two.east(), ORDERS).details().comment()).isEqualTo("the last one");
    assertThat(two.west().entries().get(MANAGED).grants()).isEqualTo(grants("bob", "MODIFY"));
    assertThat(two.east().entries().get(MANAGED).grants()).isEqualTo(grants("bob", "MODIFY"));
  }

  @Test
  void whatAUserChangesInTheNewPrimaryIsNotChangedBack() {
    two.cycle();
    two.cycle();
    two.failover();
    two.change(ORDERS, asset -> asset.with(asset.details().withComment("by a user")));

    two.cycle();

    assertThat(asset(two.west(), ORDERS).details().comment()).isEqualTo("by a user");
    assertThat(asset(two.east(), ORDERS).details().comment()).isEqualTo("by a user");
  }

  @Test
  void aSchemaThatIsRenamedTakesItsTablesWithIt() {
    two.cycle();
    String id = two.west().entries().get(ORDERS).serverId();
    two.east()
        .renameByUser(AssetId.of(AssetKind.SCHEMA, "sales", "eu"), AssetName.of("sales", "europe"));
    two.west().failAt(-1, false);

    two.cycle();
    two.cycle();

    assertThat(two.west().entries().keySet()).isEqualTo(two.east().entries().keySet());
    assertThat(
            two.west()
                .entries()
                .get(AssetId.of(AssetKind.TABLE, "sales", "europe", "orders"))
                .serverId())
        .isEqualTo(id);
    assertThat(two.west().requests()).noneMatch(request -> request.startsWith("drop"));
    AssetId moved = AssetId.of(AssetKind.TABLE, "sales", "europe", "orders");
    two.change(moved, asset -> asset.with(asset.details().withComment("still Levee's")));
    two.cycle();
    assertThat(asset(two.west(), moved).details().comment()).isEqualTo("still Levee's");
  }

  @Test
  void aTableThatBecomesAViewIsReplacedAtOnce() {
    two.cycle();
    two.east().remove(TOTALS);
    two.east().remove(AssetId.of(AssetKind.VIEW, "sales", "eu", "above"));
    two.east().remove(ORDERS);
    two.east().put(view("orders", "sales.eu.managed"), Grants.NONE);

    two.cycle();

    assertThat(two.west().entries()).doesNotContainKey(ORDERS);
    assertThat(two.west().entries())
        .containsKey(AssetId.of(AssetKind.VIEW, "sales", "eu", "orders"));
  }

  @Test
  void afterAFailoverNothingThatIsEqualIsChangedAndNothingIsLostOnTheWayBack() {
    String tooLong = "x".repeat(MemoryCatalog.LONGEST_COMMENT + 1);
    two.change(ORDERS, asset -> asset.with(asset.details().withComment(tooLong)));
    two.cycle();
    var before = List.copyOf(two.east().entries().values());

    two.failover();
    two.east().failAt(-1, false);
    CycleReport first = two.cycle();
    two.cycle();

    assertThat(first.changes()).isZero();
    assertThat(two.east().requests()).containsOnly("read");
    two.failover();
    CycleReport back = two.cycle();
    assertThat(back.changes()).isZero();
    assertThat(two.east().entries().values()).containsExactlyElementsOf(before);
  }

  @Test
  void whatIsDoneInTheNewPrimaryComesBackToTheOldOne() {
    two.cycle();
    two.failover();
    two.cycle();
    two.change(ORDERS, asset -> asset.with(asset.details().withComment("from the west")));
    two.west().put(function("fresh"), Grants.NONE);
    two.west().remove(TOTALS);
    two.west().remove(AssetId.of(AssetKind.VIEW, "sales", "eu", "above"));

    two.cycle();
    two.passes(Duration.ofDays(2));
    two.cycle();

    assertThat(asset(two.east(), ORDERS).details().comment()).isEqualTo("from the west");
    assertThat(two.east().entries().keySet()).isEqualTo(two.west().entries().keySet());
    assertThat(((Table) asset(two.east(), MANAGED)).type()).isEqualTo(Table.MANAGED);
  }

  @Test
  void whatWasNotRegisteredYetAtAFailoverIsRegisteredAfterIt() {
    two.hide("s3://east/data/orders/");
    two.cycle();
    two.show();
    two.failover();

    two.cycle();

    assertThat(two.west().entries()).containsKeys(ORDERS, TOTALS);
    assertThat(two.east().entries()).containsKeys(ORDERS, TOTALS);
    two.passes(Duration.ofDays(2));
    assertThat(two.cycle().changes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereverItBreaksOffTheNextCyclesEndEqual(boolean afterEffect) {
    for (int at = 0; ; at++) {
      TwoCatalogs fresh = new TwoCatalogs();
      two.east().entries().values().forEach(e -> fresh.east().put(e.asset(), e.grants()));
      fresh.west().failAt(at, afterEffect);
      CycleReport broken = fresh.cycle();
      boolean ended = broken.targetProblem().isEmpty();
      fresh.west().failAt(-1, false);
      fresh.restart();
      fresh.cycle();
      fresh.cycle();
      assertThat(fresh.differences()).as("broken off at request %d", at).isEmpty();
      if (ended) {
        assertThat(at).isGreaterThan(20);
        return;
      }
    }
  }

  private static List<CatalogError> errors(CycleReport report, AssetId id) {
    return report.misfits().stream()
        .filter(misfit -> misfit.asset().equals(id))
        .map(Misfit::error)
        .filter(error -> error != CatalogError.UNSUPPORTED_FEATURE)
        .toList();
  }

  private static CatalogAsset asset(MemoryCatalog catalog, AssetId id) {
    return catalog.entries().get(id).asset();
  }

  static boolean same(CatalogAsset a, CatalogAsset b) {
    return Differences.between(a, b).isEmpty();
  }
}
