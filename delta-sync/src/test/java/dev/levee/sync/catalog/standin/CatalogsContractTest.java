package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogsContractTest extends UnityCatalogContract {
  CatalogsContractTest() {
    super(true);
  }

  @Test
  void theServerIsReadyWhenItsRootAnswers() {
    assertThat(server.send("GET", "/", "", "").status()).isEqualTo(200);
  }

  @Test
  void theMetastoreHasAnId() {
    assertThat(server.get("/metastore_summary").at("/metastore_id").asText()).isNotEmpty();
  }

  @Test
  void absentValuesAreNull() {
    Reply reply = server.get("/catalogs/" + catalog);
    assertThat(reply.at("/comment").isNull()).isTrue();
    assertThat(reply.at("/storage_root").isNull()).isTrue();
  }

  @Test
  void whatExistsAlreadyIs400() {
    assertThat(server.post("/catalogs", "{'name':'%s'}".formatted(catalog)).outcome())
        .isEqualTo("400 CATALOG_ALREADY_EXISTS");
    assertThat(
            server
                .post("/schemas", "{'name':'s','catalog_name':'%s'}".formatted(catalog))
                .outcome())
        .isEqualTo("400 SCHEMA_ALREADY_EXISTS");
  }

  @Test
  void whatIsNotThereIs404() {
    assertThat(server.get("/catalogs/" + catalog + "x").outcome())
        .isEqualTo("404 CATALOG_NOT_FOUND");
    assertThat(server.get("/schemas/" + catalog + ".x").outcome())
        .isEqualTo("404 SCHEMA_NOT_FOUND");
  }

  @Test
  void namesAreCaseSensitive() {
    assertThat(server.get("/schemas/" + catalog + ".S").outcome())
        .isEqualTo("404 SCHEMA_NOT_FOUND");
    assertThat(
            server.post("/schemas", "{'name':'S','catalog_name':'%s'}".formatted(catalog)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a.b", "a$b", "a+b", "ä", ""})
  void otherNamesAreRefused(String name) {
    assertThat(
            server
                .post("/schemas", "{'name':'%s','catalog_name':'%s'}".formatted(name, catalog))
                .status())
        .isEqualTo(400);
  }

  @Test
  void fieldsTheServerDoesNotKnowAreIgnored() {
    Reply reply =
        server.patch(
            "/catalogs/" + catalog, "{'owner':'somebody','isolation_mode':'ISOLATED','id':'1'}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.at("/owner").asText()).isNotEqualTo("somebody");
    assertThat(reply.at("/isolation_mode").isMissingNode()).isTrue();
  }

  @Test
  void aPatchReplacesAllProperties() {
    server.patch("/catalogs/" + catalog, "{'properties':{'a':'1','b':'2'}}");
    server.patch("/catalogs/" + catalog, "{'properties':{'b':'3'}}");
    assertThat(server.get("/catalogs/" + catalog).at("/properties"))
        .isEqualTo(new Reply(200, "", "{\"b\":\"3\"}").json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null"})
  void theLastPropertyCannotBeTakenAway(String none) {
    server.patch("/schemas/" + schema, "{'properties':{'a':'1'}}");
    Reply reply = server.patch("/schemas/" + schema, "{'properties':%s}".formatted(none));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(server.get("/schemas/" + schema).at("/properties/a").asText()).isEqualTo("1");
  }

  @Test
  void theEmptyCommentClearsAndNullDoesNot() {
    server.patch("/schemas/" + schema, "{'comment':'c'}");
    server.patch("/schemas/" + schema, "{'comment':null}");
    assertThat(server.get("/schemas/" + schema).at("/comment").asText()).isEqualTo("c");
    server.patch("/schemas/" + schema, "{'comment':''}");
    assertThat(server.get("/schemas/" + schema).at("/comment").asText()).isEmpty();
  }

  @Test
  void thePresentNameIsTakenAsANewName() {
    assertThat(
            server.patch("/catalogs/" + catalog, "{'new_name':'%s'}".formatted(catalog)).outcome())
        .isEqualTo("400 CATALOG_ALREADY_EXISTS");
  }

  @Test
  void aRenamedSchemaTakesItsTablesAlong() {
    server.post("/tables", table("t", ""));
    String id = server.get("/tables/" + schema + ".t").at("/table_id").asText();
    server.patch("/schemas/" + schema, "{'new_name':'r'}");
    assertThat(server.get("/tables/" + catalog + ".r.t").at("/table_id").asText()).isEqualTo(id);
    assertThat(server.get("/tables/" + schema + ".t").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotEmptyIsDroppedWithForceOnly() {
    server.post("/tables", table("t", ""));
    assertThat(server.delete("/schemas/" + schema).outcome()).isEqualTo("400 FAILED_PRECONDITION");
    assertThat(server.delete("/catalogs/" + catalog).outcome())
        .isEqualTo("400 FAILED_PRECONDITION");
    assertThat(server.delete("/schemas/" + schema + "?force=true").status()).isEqualTo(200);
    assertThat(server.get("/tables/" + schema + ".t").status()).isEqualTo(404);
  }

  @Test
  void aDropAnswersText() {
    Reply reply = server.delete("/schemas/" + schema);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).startsWith("text/plain");
    assertThat(reply.body()).isEqualTo("200 OK");
  }

  @Test
  void tooLongValuesAreInternalErrors() {
    String long256 = "x".repeat(256);
    assertThat(
            server.patch("/catalogs/" + catalog, "{'comment':'%s'}".formatted(long256)).outcome())
        .isEqualTo("500 INTERNAL");
    assertThat(
            server
                .patch("/schemas/" + schema, "{'properties':{'a':'%s'}}".formatted(long256))
                .outcome())
        .isEqualTo("500 INTERNAL");
    assertThat(
            server
                .patch("/schemas/" + schema, "{'properties':{'%s':'a'}}".formatted(long256))
                .outcome())
        .isEqualTo("500 INTERNAL");
    assertThat(server.patch("/schemas/" + schema, "{'properties':{'a':null}}").status())
        .isEqualTo(500);
    assertThat(server.patch("/schemas/" + schema, "{'properties':{'a':''}}").status())
        .isEqualTo(200);
  }

  @Test
  void pathsThatDoNotExistAreInternalErrors() {
    Reply reply = server.get("/no-such-path");
    assertThat(reply.outcome()).isEqualTo("500 INTERNAL");
    assertThat(reply.at("/message").asText()).isEqualTo("Couldn't unwrap service.");
  }

  @Test
  void whoeverShowsNoTokenIsNotAuthenticated() {
    String path = ContractServer.API + "/catalogs";
    assertThat(server.send("GET", path, "", "").outcome()).isEqualTo("401 UNAUTHENTICATED");
    assertThat(server.send("GET", path, "", "wrong").status()).isEqualTo(401);
  }

  @Test
  void ofManyThatCreateOneNameExactlyOneDoes() {
    String body = "{'name':'p','catalog_name':'%s'}".formatted(catalog);
    List<String> outcomes =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> server.post("/schemas", body).outcome())
            .sorted()
            .toList();
    assertThat(outcomes.get(0)).isEqualTo("200");
    assertThat(outcomes.subList(1, 8)).containsOnly("400 SCHEMA_ALREADY_EXISTS");
  }
}
