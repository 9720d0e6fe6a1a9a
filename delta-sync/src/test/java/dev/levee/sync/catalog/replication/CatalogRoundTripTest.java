package dev.levee.sync.catalog.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.RegisteredModel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thousand assets of every kind go to the other region and come back as they were. */
class CatalogRoundTripTest {
  private static final AssetId TABLE = AssetId.of(AssetKind.TABLE, "sales", "schema_3", "table_0");
  private static final AssetId VIEW = AssetId.of(AssetKind.VIEW, "ops", "schema_2", "view_91");
  private static final AssetId MANAGED =
      AssetId.of(AssetKind.TABLE, "sales", "schema_1", "managed_2");

  private final TwoServers two = new TwoServers();

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void nothingIsLostAndNothingIsChangedWithoutNeed() {
    new GeneratedCatalog(5, two.east).fill(GeneratedCatalog.Extent.THOUSAND);
    Collection<CatalogEntry> original = two.east.read("ops", "sales").entries().values();
    assertThat(original).hasSizeGreaterThan(1000);

    assertThat(two.cycle().targetProblem()).isEmpty();
    assertEqualAndAtRest();
    two.assertNothingIsLeftToDoAfterARestart();

    two.failover();
    assertThat(two.firstCycleAfterFailover().changes()).isZero();
    assertThat(two.primary().changes()).isEmpty();
    assertThat(two.secondary().changes()).isEmpty();
    assertThat(two.east.read("ops", "sales").entries().values())
        .containsExactlyElementsOf(original);
    assertEqualAndAtRest();

    changeInTheNewPrimary();
    assertThat(two.cycle().targetProblem()).isEmpty();
    two.time.pass(Duration.ofDays(2));
    two.cycle();
    two.cycle();
    assertThat(two.east.find(MANAGED).attributes()).containsEntry(Attribute.TYPE, "MANAGED");
    assertEqualAndAtRest();

    two.failover();
    assertThat(two.firstCycleAfterFailover().changes()).isZero();
    assertThat(two.secondary().changes()).isEmpty();
    assertEqualAndAtRest();
  }

  private void changeInTheNewPrimary() {
    CatalogAsset table = two.west.find(TABLE).asset();
    two.west.catalog.update(table, table.with(table.details().withComment("from the west")));
    CatalogAsset managed = two.west.find(MANAGED).asset();
    two.west.drop(VIEW);
    assertThat(managed.details().comment()).isEmpty();
    two.west.create(
        new RegisteredModel(
            AssetName.of("ops", "schema_0", "fresh"), Details.NONE.withComment("new")),
        Grants.spelt(Map.of("data-team", List.of("EXECUTE"))));
    Grants before = two.west.find(MANAGED).grants();
    two.west.catalog.grant(
        MANAGED, before, Grants.spelt(Map.of("bob@example.com", List.of("SELECT"))));
  }

  private void assertEqualAndAtRest() {
    CycleReport report = two.assertNothingIsLeftToDo();
    assertThat(two.differences(report.shown())).isEmpty();
  }
}
