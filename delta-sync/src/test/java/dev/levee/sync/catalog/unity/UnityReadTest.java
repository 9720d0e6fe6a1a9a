package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reading is whole, or it fails. */
class UnityReadTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everythingInScopeIsRead(boolean authorization) {
    try (UnityCatalogOnStandIn primary =
        authorization ? UnityCatalogOnStandIn.authorized() : UnityCatalogOnStandIn.open()) {
      primary.filled();
      CatalogSnapshot read = primary.catalog.read(UnityCatalogOnStandIn.SALES);

      assertThat(read.unread()).isEmpty();
      assertThat(read.entries().keySet())
          .containsExactlyElementsOf(Examples.ALL.stream().map(CatalogAsset::id).sorted().toList());
      for (CatalogAsset asset : Examples.ALL) {
        CatalogAsset there = read.entries().get(asset.id()).asset();
        assertThat(Examples.ownerless(there).attributes()).isEqualTo(asset.attributes());
        assertThat(there.details().owner()).isEqualTo(authorization ? "admin" : "");
        assertThat(read.entries().get(asset.id()).serverId()).isNotEmpty();
      }
      assertThat(primary.server.changes()).isEqualTo(Examples.ALL.size());
    }
  }

  @Test
  void aCatalogThatIsNotThereIsAbsent() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      CatalogScope both = new CatalogScope(new TreeSet<>(List.of("marketing", "sales")));

      assertThat(primary.catalog.read(both).entries().keySet())
          .containsExactlyElementsOf(
              UnityCatalogOnStandIn.AROUND_TABLES.stream().map(CatalogAsset::id).toList());
    }
  }

  @Test
  void grantsAreRead() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().withSchema()) {
      primary.server.state().addUser("Ann", "ann@example.com");
      Grants grants = Grants.spelt(Map.of("ann@example.com", List.of("USE CATALOG", "SELECT")));
      primary.catalog.grant(Examples.CATALOG.id(), Grants.NONE, grants);

      CatalogSnapshot read = primary.catalog.read(UnityCatalogOnStandIn.SALES);
      assertThat(read.entries().get(Examples.CATALOG.id()).grants()).isEqualTo(grants);
      assertThat(read.entries().get(Examples.SCHEMA.id()).grants()).isEqualTo(Grants.NONE);
    }
  }

  @Test
  void pagesAreReadToTheEnd() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      for (int i = 0; i < 5; i++) {
        primary.create(table("t" + i));
      }
      try (UnityCatalog paged = primary.with(primary.settings("").withPageSize(2))) {
        assertThat(paged.read(UnityCatalogOnStandIn.SALES).entries()).hasSize(9);
      }
    }
  }

  @Test
  void anEmptyPageWithATokenIsNotTheEnd() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().withSchema()) {
      for (int i = 0; i < 6; i++) {
        primary.create(table("t" + i));
      }
      primary.server.state().addUser("Ann", "ann@example.com");
      primary.server.state().issueToken("ann@example.com", "ann's");
      grantToAnn(primary, Examples.CATALOG.id(), "USE CATALOG");
      grantToAnn(primary, Examples.SCHEMA.id(), "USE SCHEMA");
      grantToAnn(primary, AssetId.of(AssetKind.TABLE, "sales", "eu", "t5"), "SELECT");

      UnityCatalogSettings asAnn = primary.settings("ann's").withPageSize(2);
      try (UnityCatalog catalog = primary.with(asAnn)) {
        assertThat(catalog.read(UnityCatalogOnStandIn.SALES).entries().keySet())
            .contains(AssetId.of(AssetKind.TABLE, "sales", "eu", "t5"))
            .doesNotContain(AssetId.of(AssetKind.TABLE, "sales", "eu", "t0"));
      }
    }
  }

  @Test
  void oneBrokenLocationLeavesOnlyItsKindUnread() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      primary.send("DELETE", "/credentials/keys?force=true", "");

      CatalogSnapshot read = primary.catalog.read(UnityCatalogOnStandIn.SALES);
      assertThat(read.unread()).containsOnlyKeys(AssetKind.EXTERNAL_LOCATION);
      assertThat(read.entries()).containsKey(Examples.VIEW.id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/permissions/", "/tables", "/catalogs/sales", "/credentials"})
  void whatCannotBeReachedFailsTheWholeReading(String path) {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      primary.server.setFaults(
          Faults.when(
              request -> request.path().contains(path), Fault.before(Fault.Outcome.UNAVAILABLE)));

      assertThatThrownBy(() -> primary.catalog.read(UnityCatalogOnStandIn.SALES))
          .isInstanceOfSatisfying(
              CatalogException.class,
              e -> assertThat(e.kind()).isEqualTo(CatalogException.Kind.TRANSIENT));
    }
  }

  @Test
  void aSchemaThatGoesWhileItIsReadIsAbsentWithAllItHolds() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      primary.create(Examples.TABLE);
      primary.server.setFaults(
          request -> {
            if (request.path().endsWith("/volumes")) {
              primary.server.setFaults(Faults.none());
              primary.catalog.drop(Examples.TABLE);
              primary.catalog.drop(Examples.SCHEMA);
            }
            return Optional.empty();
          });

      assertThat(primary.catalog.read(UnityCatalogOnStandIn.SALES).entries().keySet())
          .contains(Examples.CATALOG.id())
          .doesNotContain(Examples.SCHEMA.id(), Examples.TABLE.id());
    }
  }

  @Test
  void aTableIsNoViewOfItsName() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      AssetName orders = Examples.TABLE.name();

      assertThat(primary.catalog.find(new AssetId(AssetKind.VIEW, orders))).isEmpty();
      assertThat(primary.catalog.find(new AssetId(AssetKind.TABLE, orders))).isPresent();
    }
  }

  private static Table table(String name) {
    return new Table(
        AssetName.of("sales", "eu", name),
        Examples.TABLE.details(),
        Table.EXTERNAL,
        Table.DELTA,
        "s3://east/data/" + name,
        Examples.TABLE.columns());
  }

  private static void grantToAnn(UnityCatalogOnStandIn primary, AssetId id, String privilege) {
    primary.catalog.grant(
        id, Grants.NONE, Grants.spelt(Map.of("ann@example.com", List.of(privilege))));
  }
}
