package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.standin.Fault;
import dev.levee.sync.catalog.standin.Faults;
import dev.levee.sync.catalog.standin.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes in place keep what hangs on the asset's identifier. */
class UnityUpdateTest {
  static List<CatalogAsset> changeable() {
    return List.of(
        Examples.CATALOG.with(Examples.details("", Map.of("team", "us", "new", "1"))),
        Examples.SCHEMA.with(Examples.details("other", Map.of("cost", "7"))),
        Examples.VOLUME.with(Examples.details("", Map.of())),
        Examples.MODEL.with(Examples.details("who stays", Map.of())),
        Examples.EXTERNAL_LOCATION.at("s3://east/elsewhere"),
        Examples.CREDENTIAL.with(Examples.details("other", Map.of())),
        Examples.TABLE.with(Examples.details("some orders", Map.of("tier", "2"))),
        withColumns(Examples.TABLE));
  }

  @ParameterizedTest
  @MethodSource("changeable")
  void changesInPlaceAreReadBackAndKeepTheIdentifier(CatalogAsset desired) {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      CatalogEntry before = primary.catalog.find(desired.id()).orElseThrow();

      assertThat(primary.catalog.update(before.asset(), desired)).isTrue();

      CatalogEntry after = primary.catalog.find(desired.id()).orElseThrow();
      assertThat(after.asset().attributes()).isEqualTo(desired.attributes());
      assertThat(after.serverId()).isEqualTo(before.serverId());
    }
  }

  static List<List<CatalogAsset>> unchangeable() {
    return List.of(
        List.of(Examples.CATALOG, Examples.CATALOG.with(Examples.details("sales", Map.of()))),
        List.of(
            Examples.CATALOG,
            new Catalog(Examples.CATALOG.name(), Examples.CATALOG.details(), "s3://east/ext/n")),
        List.of(Examples.TABLE, Examples.TABLE.at(Table.EXTERNAL, "s3://east/data/new")),
        List.of(Examples.VOLUME, Examples.VOLUME.at(Table.EXTERNAL, "s3://east/volumes/new")),
        List.of(Examples.VIEW, Examples.VIEW.with(Examples.details("all", Map.of()))),
        List.of(Examples.FUNCTION, Examples.FUNCTION.with(Examples.details("all", Map.of()))));
  }

  @ParameterizedTest
  @MethodSource("unchangeable")
  void whatCannotBeChangedInPlaceIsLeftAlone(List<CatalogAsset> presentAndDesired) {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      primary.server.forgetRequests();

      assertThat(primary.catalog.update(presentAndDesired.get(0), presentAndDesired.get(1)))
          .isFalse();
      assertThat(primary.server.changes()).isZero();
    }
  }

  @Test
  void whatIsEqualNeedsNoRequest() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.authorized().filled()) {
      primary.server.forgetRequests();

      for (CatalogAsset asset : Examples.ALL) {
        assertThat(primary.catalog.update(asset, asset)).isTrue();
        primary.catalog.grant(asset.id(), Grants.NONE, Grants.NONE);
      }
      assertThat(primary.server.requests()).isEmpty();
    }
  }

  @Test
  void aChangeWhoseAnswerIsLostForGoodIsSettledByReadingBack() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().withSchema()) {
      CatalogAsset desired = Examples.SCHEMA.with(Examples.details("other", Map.of("cost", "7")));
      primary.server.setFaults(
          Faults.when(RecordedRequest::isChange, Fault.after(Fault.Outcome.CUT_OFF)));

      assertThat(primary.catalog.update(Examples.SCHEMA, desired)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("renamed")
  void aRenameKeepsTheIdentifier(CatalogAsset asset) {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      String serverId = primary.catalog.find(asset.id()).orElseThrow().serverId();
      List<String> parts = new ArrayList<>(asset.name().parts());
      parts.set(parts.size() - 1, "renamed");
      AssetName to = new AssetName(parts);
      primary.server.forgetRequests();
      primary.server.setFaults(
          Faults.when(
              request -> request.isChange() && request.number() < 4,
              Fault.after(Fault.Outcome.CUT_OFF)));

      assertThat(primary.catalog.rename(asset.id(), to)).isTrue();

      assertThat(primary.catalog.find(asset.id())).isEmpty();
      assertThat(primary.catalog.find(new AssetId(asset.kind(), to)).orElseThrow().serverId())
          .isEqualTo(serverId);
    }
  }

  static List<CatalogAsset> renamed() {
    return Examples.ALL.stream().filter(asset -> asset != Examples.FUNCTION).toList();
  }

  @Test
  void nothingIsRenamedIntoAnotherSchema() {
    try (UnityCatalogOnStandIn primary = UnityCatalogOnStandIn.open().filled()) {
      assertThat(primary.catalog.rename(Examples.TABLE.id(), AssetName.of("sales", "us", "orders")))
          .isFalse();
      assertThat(
              primary.catalog.rename(Examples.FUNCTION.id(), AssetName.of("sales", "eu", "gross")))
          .isFalse();
    }
  }

  private static Table withColumns(Table table) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(Examples.column("note", "\"string\"", true, OptionalInt.empty()));
    return new Table(
        table.name(), table.details(), table.type(), table.format(), table.location(), columns);
  }
}
