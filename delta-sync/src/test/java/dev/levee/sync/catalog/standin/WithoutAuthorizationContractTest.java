package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WithoutAuthorizationContractTest extends UnityCatalogContract {
  WithoutAuthorizationContractTest() {
    super(false);
  }

  @Test
  void nobodyOwnsAnything() {
    assertThat(server.get("/catalogs/" + catalog).at("/owner").isNull()).isTrue();
    assertThat(server.get("/catalogs/" + catalog).at("/created_by").isNull()).isTrue();
  }

  @Test
  void noGrantIsStored() {
    String alice = ContractServer.unique("alice") + "@example.com";
    server.createUser(alice);
    String changes = "{'changes':[{'principal':'%s','add':['USE CATALOG'],'remove':[]}]}";
    Reply reply = server.patch("/permissions/catalog/" + catalog, changes.formatted(alice));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.at("/privilege_assignments").isEmpty()).isTrue();
    assertThat(server.get("/permissions/catalog/" + catalog).at("/privilege_assignments").isEmpty())
        .isTrue();
    assertThat(
            server
                .patch("/permissions/catalog/" + catalog, changes.formatted("nobody@example.com"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void tablesMayShareALocation() {
    server.post("/tables", table("t", ""));
    Reply same = server.post("/tables", table("u", "'storage_location':'%s/t'".formatted(bucket)));
    assertThat(same.status()).isEqualTo(200);
  }

  @Test
  void aStorageRootMayLieAnywhere() {
    Reply reply =
        server.post(
            "/schemas",
            "{'name':'m','catalog_name':'%s','storage_root':'%s/root'}".formatted(catalog, bucket));
    assertThat(reply.at("/storage_location").asText())
        .isEqualTo(bucket + "/root/__unitystorage/schemas/" + reply.at("/schema_id").asText());
  }

  @Test
  void pathsThatDoNotExistArePlain404() {
    Reply reply = server.get("/no-such-path");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.contentType()).startsWith("text/plain");
  }
}
