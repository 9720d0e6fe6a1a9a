package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesContractTest extends UnityCatalogContract {
  TablesContractTest() {
    super(true);
  }

  private Reply read(String name) {
    return server.get("/tables/" + schema + "." + name);
  }

  private Reply createWith(String columnField, String replacement) {
    return server.post("/tables", table("t", "").replace(columnField, replacement));
  }

  @Test
  void aTableComesBackAsItWasCreated() {
    server.post("/tables", table("t", "'comment':'a table','properties':{'p':'q'}"));
    Reply reply = read("t");
    assertThat(reply.at("/comment").asText()).isEqualTo("a table");
    assertThat(reply.at("/properties/p").asText()).isEqualTo("q");
    assertThat(reply.at("/table_type").asText()).isEqualTo("EXTERNAL");
    assertThat(reply.at("/storage_location").asText()).isEqualTo(bucket + "/t");
    assertThat(reply.at("/columns/0/type_name").asText()).isEqualTo("LONG");
    assertThat(reply.at("/columns/0/nullable").asBoolean()).isFalse();
    assertThat(reply.at("/view_definition").isNull()).isTrue();
    assertThat(reply.at("/full_name").isMissingNode()).isTrue();
  }

  @Test
  void theOwnerIsTheCreatorWhateverTheRequestSays() {
    server.post("/tables", table("t", "'owner':'somebody','table_id':'1'"));
    assertThat(read("t").at("/owner").asText()).isEqualTo(read("t").at("/created_by").asText());
    assertThat(read("t").at("/owner").asText()).isNotIn("somebody", "");
    assertThat(read("t").at("/table_id").asText()).isNotEqualTo("1");
  }

  @Test
  void aTableIsNeverPatched() {
    server.post("/tables", table("t", ""));
    assertThat(server.patch("/tables/" + schema + ".t", "{'comment':'c'}").status()).isEqualTo(405);
  }

  @Test
  void twoTablesOfOneNameAreRefused() {
    server.post("/tables", table("t", ""));
    assertThat(
            server
                .post("/tables", table("t", "'storage_location':'%s/u'".formatted(bucket)))
                .outcome())
        .isEqualTo("400 TABLE_ALREADY_EXISTS");
    assertThat(read("T").outcome()).isEqualTo("404 TABLE_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'type_text':'bigint', | ''", "'type_name':'LONG', | ''", "'position':0, | ''"},
      quoteCharacter = '~')
  void aColumnWithoutItsTypeOrPositionIsAnInternalError(String field, String nothing) {
    assertThat(createWith(field, "").outcome()).isEqualTo("500 INTERNAL");
  }

  @Test
  void typeJsonIsTheWholeField() {
    String field =
        "'{\\'name\\':\\'id\\',\\'type\\':\\'long\\',\\'nullable\\':false,\\'metadata\\':{}}'";
    assertThat(createWith(field, "'\\'long\\''").status()).isEqualTo(400);
  }

  @Test
  void intervalsAreNoDeltaTypes() {
    assertThat(createWith("\\'long\\'", "\\'interval day\\'").status()).isEqualTo(400);
  }

  @Test
  void typeTextIsLowerCased() {
    createWith("'bigint'", "'STRUCT<Aa: INT>'");
    assertThat(read("t").at("/columns/0/type_text").asText()).isEqualTo("struct<aa: int>");
  }

  @Test
  void aTableWithoutColumnsHasAnEmptyListOfThem() {
    server.post(
        "/tables",
        inSchema(
            "t",
            "'table_type':'EXTERNAL','data_source_format':'PARQUET','storage_location':'%s/t'"
                .formatted(bucket)));
    assertThat(read("t").at("/columns").isArray()).isTrue();
    assertThat(read("t").at("/columns").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ICEBERG", "UNITY_CATALOG", "DELTASHARING"})
  void otherFormatsAreRefused(String format) {
    assertThat(
            server.post("/tables", table("t", "").replace("'DELTA'", "'" + format + "'")).status())
        .isEqualTo(400);
  }

  @Test
  void aMissingFormatIsNull() {
    server.post("/tables", table("t", "").replace("'data_source_format':'DELTA',", ""));
    assertThat(read("t").at("/data_source_format").isNull()).isTrue();
  }

  @Test
  void anExternalTableWithoutALocationIsAnInternalError() {
    assertThat(server.post("/tables", table("t", "'storage_location':null")).status())
        .isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://b/x",
        "s3n://b/x",
        "wasbs://b/x",
        "dbfs:/x",
        "hdfs://h/x",
        "s3://b/a b",
        "s3://b",
        "s3://b/"
      })
  void otherLocationsAreRefused(String location) {
    assertThat(
            server
                .post("/tables", table("t", "'storage_location':'%s'".formatted(location)))
                .status())
        .isEqualTo(400);
  }

  @Test
  void theFolderOfManagedStorageIsRefused() {
    Reply reply =
        server.post(
            "/tables",
            table("t", "'storage_location':'%s/__unitystorage/tables/t'".formatted(bucket)));
    assertThat(reply.outcome()).isEqualTo("400 INVALID_ARGUMENT");
    assertThat(reply.at("/message").asText()).contains("contains managed storage prefix");
  }

  @Test
  void locationsAreNormalised() {
    server.post("/tables", table("t", "'storage_location':'%s//a/x/../t/'".formatted(bucket)));
    assertThat(read("t").at("/storage_location").asText()).isEqualTo(bucket + "/a/t");
    server.post("/tables", table("u", "'storage_location':'/%s/u'".formatted(catalog)));
    assertThat(read("u").at("/storage_location").asText()).isEqualTo("file:///" + catalog + "/u");
  }

  @Test
  void locationsDoNotOverlap() {
    server.post("/tables", table("t", "'storage_location':'%s/a/t'".formatted(bucket)));
    Reply same =
        server.post("/tables", table("u", "'storage_location':'%s/a/t'".formatted(bucket)));
    Reply inside =
        server.post("/tables", table("u", "'storage_location':'%s/a/t/u'".formatted(bucket)));
    Reply above = server.post("/tables", table("u", "'storage_location':'%s/a'".formatted(bucket)));
    assertThat(same.outcome()).isEqualTo("403 PERMISSION_DENIED");
    assertThat(inside.at("/message").asText()).isEqualTo("Access denied.");
    assertThat(above.outcome()).isEqualTo("403 PERMISSION_DENIED");
    assertThat(above.at("/message").asText()).contains("overlaps with other entities");
  }

  @Test
  void tooLongValuesAreInternalErrors() {
    assertThat(
            server
                .post("/tables", table("t", "'properties':{'p':'%s'}".formatted("x".repeat(256))))
                .outcome())
        .isEqualTo("500 INTERNAL");
    assertThat(
            server
                .post("/tables", table("t", "'comment':'%s'".formatted("x".repeat(65_536))))
                .outcome())
        .isEqualTo("500 INTERNAL");
    assertThat(
            server
                .post("/tables", table("t", "'comment':'%s'".formatted("x".repeat(65_535))))
                .status())
        .isEqualTo(200);
  }

  @Test
  void materializedViewsAreNotSupportedYet() {
    Reply reply =
        server.post("/tables", inSchema("v", "'table_type':'MATERIALIZED_VIEW','columns':[]"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.at("/message").asText()).contains("not supported yet");
  }
}
