package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the stand-in offers to tests beyond what a real server does. */
class UnityCatalogStandInTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final MetastoreState state = new MetastoreState("east");
  private UnityCatalogStandIn server =
      UnityCatalogStandIn.start(state, StandInSettings.authorized("admin-token"));

  @AfterEach
  void stops() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(server.uri() + ContractServer.API + path))
            .header("Authorization", "Bearer admin-token")
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int create(String catalog) throws IOException, InterruptedException {
    return send("POST", "/catalogs", "{'name':'%s'}".formatted(catalog)).statusCode();
  }

  @Test
  void theStateOutlivesTheServer() throws Exception {
    create("c");
    server.close();
    server = UnityCatalogStandIn.start(state, StandInSettings.authorized("admin-token"));
    assertThat(send("GET", "/catalogs/c", "").statusCode()).isEqualTo(200);
  }

  @Test
  void testsReadTheStateDirectly() throws Exception {
    create("c");
    state.addUser("Alice", "alice");
    send(
        "PATCH",
        "/permissions/catalog/c",
        "{'changes':[{'principal':'alice','add':['USE CATALOG']}]}");
    assertThat(state.find(SecurableKind.CATALOG, "c").orElseThrow().info().path("owner").asText())
        .isEqualTo("admin");
    assertThat(state.all(SecurableKind.CATALOG))
        .extracting(Securable::fullName)
        .containsExactly("c");
    assertThat(state.grantsOn(SecurableKind.CATALOG, "c"))
        .isEqualTo(Map.of("alice", Set.of("USE CATALOG")));
  }

  @Test
  void twoMetastoresHaveNoIdInCommon() {
    assertThat(new MetastoreState("west").newId()).isNotEqualTo(new MetastoreState("east").newId());
  }

  @Test
  void requestsAreCounted() throws Exception {
    create("c");
    send("GET", "/catalogs?max_results=5", "");
    assertThat(server.requests())
        .containsExactly(
            new RecordedRequest(1, "POST", ContractServer.API + "/catalogs", ""),
            new RecordedRequest(2, "GET", ContractServer.API + "/catalogs", "max_results=5"));
    assertThat(server.changes()).isEqualTo(1);
    server.forgetRequests();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFaultBeforeTheEffectLeavesNothing() throws Exception {
    server.setFaults(Faults.at(1, Fault.before(Fault.Outcome.UNAVAILABLE)));
    assertThat(create("c")).isEqualTo(503);
    assertThat(state.find(SecurableKind.CATALOG, "c")).isEmpty();
    assertThat(create("c")).isEqualTo(200);
  }

  @Test
  void aFaultAfterTheEffectHidesIt() throws Exception {
    server.setFaults(Faults.at(1, Fault.after(Fault.Outcome.TOO_MANY_REQUESTS)));
    assertThat(create("c")).isEqualTo(429);
    assertThat(state.find(SecurableKind.CATALOG, "c")).isPresent();
  }

  @Test
  void everyNthRequestGoesWrong() throws Exception {
    server.setFaults(Faults.every(2, Fault.before(Fault.Outcome.ROW_UPDATED)));
    assertThat(create("a")).isEqualTo(200);
    assertThat(create("b")).isEqualTo(500);
    assertThat(create("c")).isEqualTo(200);
  }

  @Test
  void aClientThatIsCutOffChangesNothingMore() throws Exception {
    server.setFaults(Faults.cutOffFrom(2, Fault.Moment.AFTER_EFFECT));
    create("a");
    assertThatThrownBy(() -> create("b")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> create("c")).isInstanceOf(IOException.class);
    server.setFaults(Faults.none());
    assertThat(state.all(SecurableKind.CATALOG))
        .extracting(Securable::fullName)
        .containsExactly("a", "b");
  }

  @Test
  void listsAreEmptyForWhoeverHasLostHisRights() throws Exception {
    create("a");
    server.setFaults(Faults.when(request -> request.method().equals("GET"), Fault.emptyList()));
    assertThat(send("GET", "/catalogs", "").body())
        .isEqualTo("{\"catalogs\":[],\"next_page_token\":null}");
    assertThat(send("GET", "/catalogs/a", "").statusCode()).isEqualTo(200);
  }

  /** Never tried on a real server: nothing mends it. */
  @Test
  void aCredentialDroppedByForceBreaksItsExternalLocations() throws Exception {
    send("POST", "/credentials", "{'name':'c','aws_iam_role':{'role_arn':'r'}}");
    send("POST", "/external-locations", "{'name':'l','url':'s3://b/l','credential_name':'c'}");
    assertThat(send("DELETE", "/credentials/c?force=true", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/external-locations", "").statusCode()).isEqualTo(500);
    assertThat(send("DELETE", "/external-locations/l", "").statusCode()).isEqualTo(500);
  }
}
