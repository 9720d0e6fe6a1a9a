package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingContractTest extends UnityCatalogContract {
  PagingContractTest() {
    super(true);
  }

  private Reply page(String query) {
    return server.get("/tables?catalog_name=%s&schema_name=s%s".formatted(catalog, query));
  }

  private void createTables(int count) {
    IntStream.range(0, count).forEach(i -> server.post("/tables", table("t%03d".formatted(i), "")));
  }

  @Test
  void theTokenIsTheLastName() {
    createTables(3);
    Reply first = page("&max_results=2");
    assertThat(first.at("/tables").size()).isEqualTo(2);
    assertThat(first.at("/next_page_token").asText()).isEqualTo("t001");
    Reply second = page("&max_results=2&page_token=t001");
    assertThat(second.at("/tables/0/name").asText()).isEqualTo("t002");
    assertThat(second.at("/next_page_token").isNull()).isTrue();
  }

  @Test
  void aFullLastPageHasATokenAllTheSame() {
    createTables(2);
    assertThat(page("&max_results=2").at("/next_page_token").asText()).isEqualTo("t001");
    Reply empty = page("&max_results=2&page_token=t001");
    assertThat(empty.at("/tables").isEmpty()).isTrue();
    assertThat(empty.at("/next_page_token").isNull()).isTrue();
  }

  @Test
  void aPageHasAtMostAHundredRows() {
    createTables(101);
    List<String> names = new ArrayList<>();
    Reply reply = page("&max_results=1000");
    assertThat(reply.at("/tables").size()).isEqualTo(100);
    reply.at("/tables").forEach(row -> names.add(row.path("name").asText()));
    assertThat(names).isSorted();
    assertThat(page("&max_results=0").at("/tables").size()).isEqualTo(100);
    assertThat(reply.at("/next_page_token").asText()).isEqualTo("t099");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x"})
  void otherNumbersOfRowsAreRefused(String number) {
    assertThat(page("&max_results=" + number).status()).isEqualTo(400);
  }

  @Test
  void aPageIsFilteredAfterItWasCut() {
    String alice = ContractServer.unique("alice") + "@example.com";
    server.createUser(alice);
    Assumptions.assumeTrue(server.as(alice).isPresent());
    createTables(4);
    grant("catalog/" + catalog, alice, "USE CATALOG");
    grant("schema/" + schema, alice, "USE SCHEMA");
    grant("table/" + schema + ".t003", alice, "SELECT");
    ContractServer asAlice = server.as(alice).orElseThrow();
    String list = "/tables?catalog_name=%s&schema_name=s&max_results=2".formatted(catalog);

    Reply first = asAlice.get(list);
    assertThat(first.at("/tables").isEmpty()).isTrue();
    assertThat(first.at("/next_page_token").asText()).isEqualTo("t001");
    assertThat(asAlice.get(list + "&page_token=t001").at("/tables/0/name").asText())
        .isEqualTo("t003");
  }

  @Test
  void columnsAndPropertiesAreLeftOutOnDemand() {
    server.post("/tables", table("t", "'properties':{'p':'q'}"));
    Reply bare = page("&omit_columns=true&omit_properties=true");
    assertThat(bare.at("/tables/0/columns").isEmpty()).isTrue();
    assertThat(bare.at("/tables/0/properties").isEmpty()).isTrue();
    assertThat(page("").at("/tables/0/properties/p").asText()).isEqualTo("q");
  }

  @Test
  void aListOfTablesNeedsASchema() {
    Reply reply = server.get("/tables?catalog_name=" + catalog);
    assertThat(reply.outcome()).isEqualTo("404 SCHEMA_NOT_FOUND");
    assertThat(reply.at("/message").asText()).contains(catalog + ".null");
  }

  private void grant(String object, String principal, String privilege) {
    server.patch(
        "/permissions/" + object,
        "{'changes':[{'principal':'%s','add':['%s'],'remove':[]}]}"
            .formatted(principal, privilege));
  }
}
