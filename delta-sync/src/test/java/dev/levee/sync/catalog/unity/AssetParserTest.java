package dev.levee.sync.catalog.unity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What means the same becomes the same, and nothing that a user has set is lost. */
class AssetParserTest {
  private static final AssetParser PARSER = new AssetParser(new Spelling(true));

  @Test
  void nullMissingAndEmptyAreAlike() {
    CatalogAsset open =
        parsed(
            AssetKind.SCHEMA,
            """
            {"name": "eu", "catalog_name": "sales", "comment": null, "properties": null,
             "storage_root": null, "owner": null, "created_at": 1, "schema_id": "1"}
            """);
    CatalogAsset databricks =
        parsed(
            AssetKind.SCHEMA,
            """
            {"name": "eu", "catalog_name": "sales", "comment": "", "properties": {},
             "full_name": "sales.eu", "metastore_id": "m", "browse_only": false,
             "effective_predictive_optimization_flag": {"value": "ENABLE"},
             "enable_predictive_optimization": "INHERIT", "catalog_type": "MANAGED_CATALOG",
             "securable_type": "SCHEMA", "securable_kind": "SCHEMA_STANDARD", "schema_id": "2"}
            """);
    assertThat(databricks.attributes()).isEqualTo(open.attributes()).isEmpty();
  }

  @Test
  void unknownAttributesAreKept() {
    CatalogAsset catalog =
        parsed(
            AssetKind.CATALOG,
            """
            {"name": "sales", "isolation_mode": "ISOLATED", "securable_kind": "CATALOG_FOREIGN_PG",
             "connection_name": "pg", "options": {"database": "d", "empty": ""}, "id": "7"}
            """);
    assertThat(catalog.details().other())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "isolation_mode", "\"ISOLATED\"",
                "securable_kind", "\"CATALOG_FOREIGN_PG\"",
                "connection_name", "\"pg\"",
                "options", "{\"database\":\"d\"}"));
  }

  @Test
  void anOpenCatalogIsNotIsolated() {
    CatalogAsset catalog =
        parsed(AssetKind.CATALOG, "{\"name\": \"sales\", \"isolation_mode\": \"OPEN\"}");
    assertThat(catalog.attributes()).isEmpty();
  }

  @Test
  void rowFiltersAndColumnMasksAreKept() {
    CatalogAsset table =
        parsed(
            AssetKind.TABLE,
            """
            {"name": "t", "catalog_name": "c", "schema_name": "s", "table_type": "MANAGED",
             "row_filter": {"function_name": "c.s.f", "input_column_names": ["id"]},
             "columns": [{"name": "id", "type_json": "\\"long\\"", "mask": {"function_name": "m"}}]}
            """);
    assertThat(table.details().other())
        .containsEntry("columns.mask", "{\"id\":{\"function_name\":\"m\"}}")
        .containsKey("row_filter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type_json': '{\\'name\\':\\'a\\',\\'type\\':\\'long\\',\\'nullable\\':true,\\'metadata\\':{}}'",
        "'type_json': '\\'long\\''",
        "'type_json': 'bigint'",
        "'type_json': '', 'type_text': 'BIGINT'",
        "'type_text': 'bigint', 'type_name': 'LONG', 'position': 0, 'nullable': true"
      })
  void aTypeIsTheSameInAllItsSpellings(String fields) {
    assertThat(column(fields).canonical()).isEqualTo("a \"long\"  true OptionalInt.empty ");
  }

  @Test
  void aNestedTypeMayStandAlone() {
    String type =
        "{\\\"type\\\":\\\"array\\\",\\\"elementType\\\":\\\"long\\\",\\\"containsNull\\\":true}";
    assertThat(column("'type_json': \"" + type + "\"").type())
        .isEqualTo("{\"containsNull\":true,\"elementType\":\"long\",\"type\":\"array\"}");
  }

  @Test
  void aCommentInTheFieldIsTheColumnsComment() {
    Column column =
        column(
            "'type_json': '{\\'name\\':\\'a\\',\\'type\\':\\'long\\',\\'nullable\\':false,\\'metadata\\':{\\'comment\\':\\'key\\',\\'x\\':1}}'");
    assertThat(column.comment()).isEqualTo("key");
    assertThat(column.metadata()).isEqualTo("{\"x\":1}");
    assertThat(column.nullable()).isFalse();
  }

  @Test
  void whatTheLogSaysItselfIsNoPropertyOfATable() {
    CatalogAsset table =
        parsed(
            AssetKind.TABLE,
            """
            {"name": "t", "catalog_name": "c", "schema_name": "s", "table_type": "EXTERNAL",
             "properties": {"delta.lastCommitTimestamp": "1", "delta.feature.deletionVectors":
             "supported", "io.unitycatalog.tableId": "7", "delta.appendOnly": "true"}}
            """);
    assertThat(table.details().properties()).isEqualTo(Map.of("delta.appendOnly", "true"));
  }

  @Test
  void viewsComeFromTheListingOfTables() {
    CatalogAsset asset =
        parsed(
            AssetKind.TABLE,
            """
            {"name": "v", "catalog_name": "c", "schema_name": "s", "table_type": "METRIC_VIEW",
             "view_definition": "version: 1", "view_dependencies": {"dependencies": [
             {"table": {"table_full_name": "c.s.t"}}, {"function": {"function_full_name": "c.s.f"}},
             {"connection": {"connection_name": "pg"}}]}}
            """);
    assertThat(((View) asset).dependencies())
        .containsExactly(
            AssetId.of(AssetKind.TABLE, "c", "s", "t"),
            AssetId.of(AssetKind.FUNCTION, "c", "s", "f"));
  }

  @Test
  void otherTypesStayTables() {
    CatalogAsset asset =
        parsed(
            AssetKind.TABLE,
            "{\"name\": \"t\", \"catalog_name\": \"c\", \"schema_name\": \"s\", \"table_type\": \"FOREIGN\"}");
    assertThat(((Table) asset).type()).isEqualTo("FOREIGN");
  }

  @Test
  void aCredentialShowsNoSecretAndNothingMadeUp() {
    CatalogAsset credential =
        parsed(
            AssetKind.CREDENTIAL,
            """
            {"name": "keys", "purpose": "STORAGE", "aws_iam_role": {"role_arn": "arn",
             "external_id": "7", "unity_catalog_iam_arn": "made"}, "id": "1"}
            """);
    assertThat(credential.attributes())
        .isEqualTo(Map.of(Attribute.IDENTITY, "{\"aws_iam_role\":{\"role_arn\":\"arn\"}}"));
  }

  @Test
  void aServerThatLowerCasesMeansTheSameInAnyCase() {
    CatalogAsset schema =
        new AssetParser(new Spelling(false))
            .asset(
                AssetKind.SCHEMA,
                CanonicalJson.parse("{\"name\": \"EU\", \"catalog_name\": \"Sales\"}"));
    assertThat(schema.id()).isEqualTo(AssetId.of(AssetKind.SCHEMA, "sales", "eu"));
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://b/t/, s3://b/t",
    "S3://b/t, s3://b/t",
    "file:/x/y, file:///x/y",
    "/x/y/, file:///x/y",
    "file:///x/y, file:///x/y",
    "s3://b/, s3://b",
    "abfss://c@a.dfs.core.windows.net/t//, abfss://c@a.dfs.core.windows.net/t"
  })
  void onePlaceIsOneText(String given, String canonical) {
    assertThat(StorageLocation.canonical(given)).isEqualTo(canonical);
    assertThat(StorageLocation.canonical(canonical)).isEqualTo(canonical);
  }

  private static CatalogAsset parsed(AssetKind kind, String json) {
    return PARSER.asset(kind, CanonicalJson.parse(json));
  }

  /** Fields with single quotes; escaped ones are quotes within a text. */
  private static Column column(String fields) {
    String quoted = fields.replace("\\'", "\\\"").replaceAll("(?<!\\\\)'", "\"");
    String json =
        "{\"name\": \"t\", \"catalog_name\": \"c\", \"schema_name\": \"s\", \"columns\": [{\"name\": \"a\", %s}]}"
            .formatted(quoted);
    return ((Table) parsed(AssetKind.TABLE, json)).columns().get(0);
  }
}
