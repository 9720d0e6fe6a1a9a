package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** A real server has to run on this machine. */
  @Test
  void aManagedTableOnAFileSystemTakesItsFilesAlong(@TempDir Path folder) throws IOException {
    server.post(
        "/schemas",
        "{'name':'m','catalog_name':'%s','storage_root':'%s'}".formatted(catalog, folder.toUri()));
    Reply staged = server.post("/staging-tables", inSchema("t", "").replace("'s'", "'m'"));
    String location = staged.at("/staging_location").asText();
    Path log = Path.of(URI.create(location)).resolve("_delta_log");
    Files.createDirectories(log);
    String properties =
        "'properties':{'io.unitycatalog.tableId':'%s'}".formatted(staged.at("/id").asText());
    Reply created =
        server.post(
            "/tables",
            inSchema(
                    "t",
                    "'table_type':'MANAGED','data_source_format':'DELTA','columns':[%s],%s"
                        .formatted(ID_COLUMN, properties))
                .replace("'s'", "'m'")
                .replace("'columns'", "'storage_location':'" + location + "','columns'"));
    assertThat(created.status()).isEqualTo(200);
    assertThat(server.delete("/tables/" + catalog + ".m.t").status()).isEqualTo(200);
    assertThat(log).doesNotExist();
    assertThat(folder).exists();
  }
}
