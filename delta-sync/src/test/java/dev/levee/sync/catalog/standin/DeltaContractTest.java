package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeltaContractTest extends UnityCatalogContract {
  DeltaContractTest() {
    super(true);
  }

  private String path(String name) {
    return "/delta/v1/catalogs/%s/schemas/s/tables/%s".formatted(catalog, name);
  }

  private String id(String name) {
    return server.get("/tables/" + schema + "." + name).at("/table_id").asText();
  }

  private Reply update(String name, String id, String updates) {
    return server.post(
        path(name),
        "{'requirements':[{'type':'assert-table-uuid','uuid':'%s'}],'updates':[%s]}"
            .formatted(id, updates));
  }

  @Test
  void anExternalDeltaTableIsChangedInPlace() {
    server.post("/tables", table("t", "'comment':'c','properties':{'a':'1','b':'2'}"));
    String id = id("t");
    String nameColumn =
        "{'name':'Name','type':'string','nullable':true,'metadata':{'comment':'who'}}";
    Reply reply =
        update(
            "t",
            id,
            "{'action':'set-table-comment','comment':'new'},"
                + "{'action':'set-properties','updates':{'p':'q'}},"
                + "{'action':'remove-properties','removals':['a']},"
                + "{'action':'set-columns','columns':{'type':'struct','fields':[%s]}}"
                    .formatted(nameColumn));
    assertThat(reply.status()).isEqualTo(200);
    Reply read = server.get("/tables/" + schema + ".t");
    assertThat(read.at("/table_id").asText()).isEqualTo(id);
    assertThat(read.at("/comment").asText()).isEqualTo("new");
    assertThat(read.at("/properties/a").isMissingNode()).isTrue();
    assertThat(read.at("/properties/b").asText()).isEqualTo("2");
    assertThat(read.at("/properties/p").asText()).isEqualTo("q");
    assertThat(read.at("/columns").size()).isEqualTo(1);
    assertThat(read.at("/columns/0/name").asText()).isEqualTo("Name");
    assertThat(read.at("/columns/0/type_name").asText()).isEqualTo("STRING");
    assertThat(read.at("/columns/0/comment").asText()).isEqualTo("who");
  }

  @Test
  void anUpdateSaysWhichTableItMeans() {
    server.post("/tables", table("t", ""));
    String update = "{'action':'set-table-comment','comment':'new'}";
    Reply without = server.post(path("t"), "{'updates':[%s]}".formatted(update));
    Reply other = update("t", "00000000-0000-0000-0000-000000000000", update);
    assertThat(without.status()).isEqualTo(400);
    assertThat(without.at("/error/message").asText()).contains("assert-table-uuid");
    assertThat(other.status()).isEqualTo(409);
  }

  @Test
  void anUpdateThatIsRefusedChangesNothing() {
    server.post("/tables", table("t", "'comment':'c'"));
    Reply reply =
        update("t", id("t"), "{'action':'set-table-comment','comment':'x'},{'action':'unknown'}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(server.get("/tables/" + schema + ".t").at("/comment").asText()).isEqualTo("c");
  }

  @Test
  void neitherViewsNorOtherFormatsAreChanged() {
    server.post(
        "/tables", inSchema("v", "'table_type':'VIEW','view_definition':'select 1','columns':[]"));
    server.post("/tables", table("p", "").replace("'DELTA'", "'PARQUET'"));
    String update = "{'action':'set-table-comment','comment':'x'}";
    assertThat(update("v", id("v"), update).status()).isEqualTo(400);
    assertThat(update("p", id("p"), update).status()).isEqualTo(400);
  }

  @Test
  void theSchemaIsReadAsDeltaWritesIt() {
    server.post("/tables", table("t", ""));
    Reply reply = server.get(path("t"));
    assertThat(reply.at("/metadata/table-uuid").asText()).isEqualTo(id("t"));
    assertThat(reply.at("/metadata/columns/fields/0/type").asText()).isEqualTo("long");
    assertThat(server.get(path("x")).status()).isEqualTo(404);
    assertThat(server.get(path("x")).at("/error/code").asInt()).isEqualTo(404);
  }

  @Test
  void aRenameKeepsTheIdOfTablesAndViews() {
    server.post("/tables", table("t", ""));
    server.post(
        "/tables", inSchema("v", "'table_type':'VIEW','view_definition':'select 1','columns':[]"));
    String id = id("t");
    assertThat(server.post(path("t") + "/rename", "{'new-name':'u'}").status()).isEqualTo(204);
    assertThat(server.post(path("v") + "/rename", "{'new-name':'w'}").status()).isEqualTo(204);
    assertThat(id("u")).isEqualTo(id);
    assertThat(server.get("/tables/" + schema + ".w").status()).isEqualTo(200);
  }

  @Test
  void aDropAnswersNothing() {
    server.post("/tables", table("t", ""));
    assertThat(server.send("HEAD", ContractServer.API + path("t"), "").status()).isLessThan(300);
    assertThat(server.delete(path("t")).status()).isEqualTo(204);
    assertThat(server.send("HEAD", ContractServer.API + path("t"), "").status()).isEqualTo(404);
  }
}
