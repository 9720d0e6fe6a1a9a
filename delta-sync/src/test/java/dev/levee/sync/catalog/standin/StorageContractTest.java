package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageContractTest extends UnityCatalogContract {
  StorageContractTest() {
    super(true);
  }

  private String volume(String name, String location) {
    return inSchema(name, "'volume_type':'EXTERNAL','storage_location':'%s'".formatted(location));
  }

  @Test
  void anExternalVolumeIsPatchedInItsCommentAndName() {
    server.post("/volumes", volume("v", bucket + "/v/"));
    Reply patched =
        server.patch(
            "/volumes/" + schema + ".v",
            "{'new_name':'w','comment':'c','storage_location':'s3://other/x'}");
    assertThat(patched.status()).isEqualTo(200);
    Reply read = server.get("/volumes/" + schema + ".w");
    assertThat(read.at("/comment").asText()).isEqualTo("c");
    assertThat(read.at("/full_name").asText()).isEqualTo(schema + ".w");
    assertThat(read.at("/storage_location").asText()).isEqualTo(bucket + "/v");
  }

  @Test
  void aVolumeDoesNotOverlapATable() {
    server.post("/tables", table("t", ""));
    assertThat(server.post("/volumes", volume("v", bucket + "/t/files")).status()).isEqualTo(403);
  }

  @Test
  void aManagedVolumeNeedsAStorageRootAndNoLocation() {
    Reply without = server.post("/volumes", inSchema("v", "'volume_type':'MANAGED'"));
    assertThat(without.outcome()).isEqualTo("400 FAILED_PRECONDITION");
    managedSchema();
    String managed = inSchema("v", "'volume_type':'MANAGED'").replace("'s'", "'m'");
    Reply with = server.post("/volumes", managed);
    assertThat(with.at("/storage_location").asText())
        .startsWith(bucket + "/root/managed/__unitystorage/schemas/");
    assertThat(
            server
                .post(
                    "/volumes",
                    managed
                        .replace("'v'", "'w'")
                        .replace("}", ",'storage_location':'%s/w'}".formatted(bucket)))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aStorageRootLiesInAnExternalLocation() {
    String outside = "{'name':'m','catalog_name':'%s','storage_root':'%s/elsewhere'}";
    assertThat(server.post("/schemas", outside.formatted(catalog, bucket)).status()).isEqualTo(403);
    managedSchema();
    assertThat(server.get("/schemas/" + catalog + ".m").at("/storage_location").asText())
        .isEqualTo(
            bucket
                + "/root/managed/__unitystorage/schemas/"
                + server.get("/schemas/" + catalog + ".m").at("/schema_id").asText());
  }

  @Test
  void externalLocationsDoNotOverlap() {
    String name = externalLocation();
    String inside = "{'name':'%s','url':'%s/root/inside','credential_name':'%s'}";
    assertThat(
            server
                .post(
                    "/external-locations",
                    inside.formatted(ContractServer.unique("place_"), bucket, name))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aCredentialInUseIsNotDropped() {
    String name = externalLocation();
    assertThat(server.delete("/credentials/" + name).status()).isEqualTo(400);
    assertThat(server.get("/external-locations/" + name).at("/credential_name").asText())
        .isEqualTo(name);
  }

  @Test
  void onlyRolesOfAwsAreCredentials() {
    Reply reply =
        server.post(
            "/credentials",
            "{'name':'%s','purpose':'STORAGE'}".formatted(ContractServer.unique("credential_")));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.at("/message").asText()).contains("Unknown credential type");
  }

  @Test
  void theOwnerOfAnExternalLocationCannotBeSet() {
    String name = externalLocation();
    Reply reply = server.patch("/external-locations/" + name, "{'owner':'x','comment':'c'}");
    assertThat(reply.at("/comment").asText()).isEqualTo("c");
    assertThat(reply.at("/owner").asText()).isNotEqualTo("x");
  }

  @Test
  void theLocationOfAModelIsChosenByTheServer() {
    assertThat(server.post("/models", inSchema("mo", "")).status()).isEqualTo(400);
    managedSchema();
    Reply reply =
        server.post(
            "/models", inSchema("mo", "'storage_location':'s3://other/x'").replace("'s'", "'m'"));
    assertThat(reply.at("/storage_location").asText())
        .startsWith(bucket + "/root/managed/__unitystorage/")
        .contains("/models/");
  }

  @Test
  void modelsOfAllCatalogsAreListedAtOnce() {
    managedSchema();
    String first = ContractServer.unique("a");
    String second = ContractServer.unique("b");
    server.post("/models", inSchema(first, "").replace("'s'", "'m'"));
    server.post("/models", inSchema(second, "").replace("'s'", "'m'"));
    List<String> names = new ArrayList<>();
    JsonNode token = TextNode.valueOf("");
    while (!token.isNull()) {
      Reply page = server.get("/models?max_results=1&page_token=" + token.asText());
      page.at("/registered_models").forEach(model -> names.add(model.path("name").asText()));
      token = page.at("/next_page_token");
    }
    assertThat(names).contains(first, second).doesNotHaveDuplicates();
  }
}
