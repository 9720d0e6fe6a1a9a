package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is said, and only that is left out. */
class EntryFitTest {
  private static final EntryFit FIT = new EntryFit(new Spelling(true));

  @Test
  void whatFitsIsLeftAsItIs() {
    for (CatalogAsset asset : Examples.ALL) {
      Fit fit = FIT.fit(Examples.entry(asset));
      assertThat(fit.misfits()).isEmpty();
      assertThat(fit.entry()).contains(Examples.entry(asset));
    }
  }

  @Test
  void ownerAndUnknownAttributesAreLeftOutOneByOne() {
    Details details =
        new Details(
            "sales", "ann", Map.of(), Map.of("isolation_mode", "\"ISOLATED\"", "options", "{}"));
    Fit fit = FIT.fit(Examples.entry(Examples.CATALOG.with(details)));

    assertThat(fit.misfits())
        .extracting(misfit -> misfit.attribute().orElseThrow(), Misfit::error)
        .containsExactly(
            tuple(Attribute.OWNER, CatalogError.UNSUPPORTED_FEATURE),
            tuple(Attribute.OTHER, CatalogError.UNSUPPORTED_FEATURE),
            tuple(Attribute.OTHER, CatalogError.UNSUPPORTED_FEATURE));
    assertThat(fit.entry().orElseThrow().asset())
        .isEqualTo(Examples.CATALOG.with(Examples.details("sales", Map.of())));
  }

  @Test
  void onlyTheValuesThatAreTooLongAreLeftOut() {
    String tooLong = "x".repeat(256);
    Details details = Examples.details(tooLong, Map.of("long", tooLong, tooLong, "", "short", "s"));
    Fit fit = FIT.fit(Examples.entry(Examples.SCHEMA.with(details)));

    assertThat(fit.misfits())
        .extracting(misfit -> misfit.attribute().orElseThrow(), Misfit::error)
        .containsExactlyInAnyOrder(
            tuple(Attribute.COMMENT, CatalogError.VALUE_TOO_LONG),
            tuple(Attribute.PROPERTIES, CatalogError.VALUE_TOO_LONG),
            tuple(Attribute.PROPERTIES, CatalogError.VALUE_TOO_LONG));
    assertThat(fit.entry().orElseThrow().asset().details())
        .isEqualTo(Examples.details("", Map.of("short", "s")));
  }

  @Test
  void aTablesCommentMayBeLong() {
    Details details = Examples.details("x".repeat(65_535), Map.of());
    assertThat(FIT.fit(Examples.entry(Examples.TABLE.with(details))).misfits()).isEmpty();
  }

  @Test
  void privilegesThatTheServerDoesNotKnowAreLeftOut() {
    Grants grants =
        Grants.spelt(Map.of("ann", List.of("SELECT", "MANAGE"), "bob", List.of("ALL PRIVILEGES")));
    Fit fit = FIT.fit(Examples.entry(Examples.TABLE).with(grants));

    assertThat(fit.entry().orElseThrow().grants())
        .isEqualTo(Grants.spelt(Map.of("ann", List.of("SELECT"))));
    assertThat(fit.misfits())
        .extracting(misfit -> misfit.attribute().orElseThrow())
        .containsExactly(Attribute.GRANTS, Attribute.GRANTS);
  }

  @Test
  void whatAFunctionWouldLoseInSilenceIsSaid() {
    Map<String, String> routine = new HashMap<>(Examples.FUNCTION.routine());
    routine.put("routine_dependencies", "{\"dependencies\":[]}");
    CatalogAsset function =
        Examples.FUNCTION
            .withRoutine(routine)
            .with(Examples.details("without tax", Map.of("a", "b")));
    Fit fit = FIT.fit(Examples.entry(function));

    assertThat(fit.misfits())
        .extracting(misfit -> misfit.attribute().orElseThrow())
        .containsExactlyInAnyOrder(Attribute.PROPERTIES, Attribute.ROUTINE);
    assertThat(fit.entry().orElseThrow().asset()).isEqualTo(Examples.FUNCTION);
  }

  static List<CatalogAsset> misfits() {
    return List.of(
        Examples.TABLE.at(Table.MANAGED, Examples.TABLE.location()),
        Examples.TABLE.at("STREAMING_TABLE", Examples.TABLE.location()),
        inFormat("ICEBERG"),
        Examples.TABLE.with(policy("row_filter")),
        Examples.TABLE.with(policy("columns.mask")),
        Examples.VIEW.with(policy("columns.mask")),
        withColumn("\"interval year\""),
        withColumn("{'type':'array','elementType':'geometry','containsNull':true}"),
        Examples.VOLUME.at(Table.MANAGED, Examples.VOLUME.location()),
        new Schema(AssetName.of("sales", "new schema"), Details.NONE, ""),
        new Schema(AssetName.of("sales", "x".repeat(256)), Details.NONE, ""),
        new Credential(AssetName.of("azure"), Details.NONE, "{\"azure_managed_identity\":{}}"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void whatCannotBeThereAtAllIsSaidOnce(CatalogAsset asset) {
    Fit fit = FIT.fit(Examples.entry(asset));

    assertThat(fit.entry()).isEmpty();
    assertThat(fit.misfits())
        .singleElement()
        .satisfies(misfit -> assertThat(misfit.attribute()).isEqualTo(Optional.empty()))
        .satisfies(misfit -> assertThat(misfit.asset()).isEqualTo(asset.id()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dbfs:/x/y",
        "wasbs://c@a.blob.core.windows.net/x",
        "s3://bucket",
        "s3://bucket/",
        "s3://bucket/a b",
        "s3://bucket/a//b",
        "s3://bucket/a/../b",
        "s3://bucket/__unitystorage/catalogs/1"
      })
  void placesThatTheServerDoesNotTakeAreRefused(String location) {
    for (CatalogAsset asset :
        List.of(
            Examples.TABLE.at(Table.EXTERNAL, location),
            Examples.VOLUME.at(Table.EXTERNAL, location))) {
      assertThat(FIT.fit(Examples.entry(asset)).entry()).isEmpty();
    }
  }

  @Test
  void aServerThatLowerCasesGetsLowerCaseNames() {
    CatalogEntry entry =
        Examples.entry(new Schema(AssetName.of("Sales", "EU"), Details.NONE, ""))
            .with(Grants.spelt(Map.of("ann", List.of("MANAGE"))));
    Fit fit = new EntryFit(new Spelling(false)).fit(entry);

    assertThat(fit.misfits()).isEmpty();
    assertThat(fit.entry().orElseThrow().id())
        .isEqualTo(AssetId.of(AssetKind.SCHEMA, "sales", "eu"));
  }

  @Test
  void whatTheDeltaLogSaysItselfIsNoDifference() {
    Details details =
        Examples.details("c", Map.of("delta.minReaderVersion", "3", "delta.appendOnly", "true"));
    Fit fit = FIT.fit(Examples.entry(Examples.TABLE.with(details)));

    assertThat(fit.misfits()).isEmpty();
    assertThat(fit.entry().orElseThrow().asset().details().properties())
        .isEqualTo(Map.of("delta.appendOnly", "true"));
  }

  private static Details policy(String name) {
    return new Details("", "", Map.of(), Map.of(name, "{\"function_name\":\"f\"}"));
  }

  private static Table inFormat(String format) {
    Table table = Examples.TABLE;
    return new Table(
        table.name(), table.details(), table.type(), format, table.location(), table.columns());
  }

  private static Table withColumn(String type) {
    Table table = Examples.TABLE;
    return new Table(
        table.name(),
        table.details(),
        table.type(),
        table.format(),
        table.location(),
        List.of(Examples.column("c", type, true, OptionalInt.empty())));
  }
}
