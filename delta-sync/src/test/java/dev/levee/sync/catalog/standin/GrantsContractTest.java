package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsContractTest extends UnityCatalogContract {
  private String alice;
  private String bob;

  GrantsContractTest() {
    super(true);
  }

  @BeforeEach
  void createsUsers() {
    alice = ContractServer.unique("alice") + "@example.com";
    bob = ContractServer.unique("bob") + "@example.com";
    server.createUser(alice);
    server.createUser(bob);
  }

  private static String change(String principal, String add, String remove) {
    return "{'principal':'%s','add':[%s],'remove':[%s]}".formatted(principal, add, remove);
  }

  private Reply grant(String object, String... changes) {
    return server.patch(
        "/permissions/" + object, "{'changes':[%s]}".formatted(String.join(",", changes)));
  }

  private String grants(String object) {
    return server.get("/permissions/" + object).at("/privilege_assignments").toString();
  }

  private static String held(String principal, String privilege) {
    return "{\"principal\":\"%s\",\"privileges\":[\"%s\"]}".formatted(principal, privilege);
  }

  @Test
  void privilegesHaveSpacesInTheirNames() {
    Reply reply = grant("catalog/" + catalog, change(alice, "'USE CATALOG'", ""));
    assertThat(reply.at("/privilege_assignments").toString())
        .isEqualTo("[" + held(alice, "USE CATALOG") + "]");
    assertThat(grants("catalog/" + catalog)).contains(held(alice, "USE CATALOG"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"USE_CATALOG", "ALL PRIVILEGES", "MANAGE", "BROWSE", "OWNER"})
  void anUnknownNameRefusesTheWholeRequest(String name) {
    Reply reply =
        grant(
            "catalog/" + catalog,
            change(alice, "'USE CATALOG'", ""),
            change(bob, "'" + name + "'", ""));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(grants("catalog/" + catalog)).doesNotContain(alice);
  }

  @Test
  void whatMakesNoSenseIsStored() {
    server.post("/tables", table("t", ""));
    grant("table/" + schema + ".t", change(alice, "'CREATE CATALOG'", ""));
    assertThat(grants("table/" + schema + ".t")).contains(held(alice, "CREATE CATALOG"));
  }

  @Test
  void anUnknownPrincipalComesTooLateForTheChangesBeforeIt() {
    Reply reply =
        grant(
            "catalog/" + catalog,
            change(alice, "'USE CATALOG'", ""),
            change("nobody@example.com", "'USE CATALOG'", ""),
            change(bob, "'USE CATALOG'", ""));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(grants("catalog/" + catalog)).contains(alice).doesNotContain(bob);
  }

  @Test
  void principalsAreCaseSensitive() {
    assertThat(
            grant("catalog/" + catalog, change("A" + alice.substring(1), "'USE CATALOG'", ""))
                .status())
        .isEqualTo(404);
  }

  @Test
  void whatIsAddedAndRemovedAtOnceIsRemoved() {
    grant("catalog/" + catalog, change(alice, "'USE CATALOG'", "'USE CATALOG'"));
    assertThat(grants("catalog/" + catalog)).doesNotContain(alice);
  }

  @Test
  void addingTwiceAndRemovingNothingIsFine() {
    assertThat(grant("schema/" + schema, change(alice, "'SELECT','SELECT'", "")).status())
        .isEqualTo(200);
    assertThat(grant("schema/" + schema, change(bob, "", "'SELECT'")).status()).isEqualTo(200);
    assertThat(grants("schema/" + schema)).contains(held(alice, "SELECT")).doesNotContain(bob);
  }

  @Test
  void thePrincipalOfTheQueryIsIgnored() {
    grant(
        "catalog/" + catalog, change(alice, "'USE CATALOG'", ""), change(bob, "'USE CATALOG'", ""));
    assertThat(grants("catalog/" + catalog + "?principal=" + alice)).contains(alice).contains(bob);
  }

  @Test
  void grantsAreLostWithTheirObject() {
    server.post("/tables", table("t", ""));
    grant("table/" + schema + ".t", change(alice, "'SELECT'", ""));
    server.delete("/tables/" + schema + ".t");
    server.post("/tables", table("t", ""));
    assertThat(grants("table/" + schema + ".t")).doesNotContain(alice);
  }

  @Test
  void grantsStayWithAnObjectThatIsRenamed() {
    grant("schema/" + schema, change(alice, "'SELECT'", ""));
    server.patch("/schemas/" + schema, "{'new_name':'r'}");
    assertThat(grants("schema/" + catalog + ".r")).contains(held(alice, "SELECT"));
  }

  @Test
  void theGrantsOfAUserGoWithHim() {
    String carol = ContractServer.unique("carol") + "@example.com";
    String path = server.createUser(carol);
    grant("catalog/" + catalog, change(carol, "'USE CATALOG'", ""));
    assertThat(server.send("DELETE", path, "").status()).isEqualTo(200);
    server.createUser(carol);
    assertThat(grants("catalog/" + catalog)).doesNotContain(carol);
  }

  @Test
  void aUserThatIsThereIsReportedInsideAnInternalError() {
    Reply reply =
        server.send(
            "POST",
            ContractServer.USERS,
            "{\"displayName\":\"A\",\"emails\":[{\"value\":\"%s\",\"primary\":true}]}"
                .formatted(alice));
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.at("/status").asText()).isEqualTo("409");
  }

  @Test
  void whoeverHasNoRightsSeesEmptyListsAndIsDeniedTheRest() {
    ContractServer asAlice = as(alice);
    assertThat(asAlice.get("/schemas?catalog_name=" + catalog).at("/schemas").isEmpty()).isTrue();
    assertThat(asAlice.get("/catalogs/" + catalog).outcome()).isEqualTo("403 PERMISSION_DENIED");
    assertThat(asAlice.get("/catalogs/" + catalog).at("/message").asText())
        .isEqualTo("Access denied.");
  }

  @Test
  void whoeverDoesNotOwnSeesHisOwnGrantsOnly() {
    grant(
        "catalog/" + catalog, change(alice, "'USE CATALOG'", ""), change(bob, "'USE CATALOG'", ""));
    Reply reply = as(alice).get("/permissions/catalog/" + catalog);
    assertThat(reply.at("/privilege_assignments").toString())
        .isEqualTo("[" + held(alice, "USE CATALOG") + "]");
  }

  @Test
  void theAdministratorDoesNotChangeWhatOthersOwnUntilHeGrantsHimselfTheRight() {
    ContractServer asAlice = as(alice);
    String metastore = server.get("/metastore_summary").at("/metastore_id").asText();
    grant("metastore/" + metastore, change(alice, "'CREATE CATALOG'", ""));
    String hers = ContractServer.unique("hers_");
    asAlice.post("/catalogs", "{'name':'%s'}".formatted(hers));
    asAlice.post("/schemas", "{'name':'s','catalog_name':'%s'}".formatted(hers));
    String other = "{'name':'z','catalog_name':'%s'}".formatted(hers);

    assertThat(server.get("/catalogs/" + hers).at("/owner").asText()).isEqualTo(alice);
    assertThat(server.patch("/catalogs/" + hers, "{'comment':'c'}").status()).isEqualTo(403);
    assertThat(server.post("/schemas", other).status()).isEqualTo(403);
    assertThat(server.patch("/schemas/" + hers + ".s", "{'comment':'c'}").status()).isEqualTo(200);
    grant("catalog/" + hers, change("admin", "'USE CATALOG','CREATE SCHEMA'", ""));
    assertThat(server.post("/schemas", other).status()).isEqualTo(200);
    assertThat(server.delete("/catalogs/" + hers + "?force=true").status()).isEqualTo(200);
  }

  private ContractServer as(String email) {
    Optional<ContractServer> other = server.as(email);
    Assumptions.assumeTrue(other.isPresent());
    return other.get();
  }
}
