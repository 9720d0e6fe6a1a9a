package dev.levee.sync.catalog.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagedTablesContractTest extends UnityCatalogContract {
  private String id;
  private String location;

  ManagedTablesContractTest() {
    super(true);
  }

  @BeforeEach
  void stages() {
    managedSchema();
    Reply reply = server.post("/staging-tables", inSchema("t", "").replace("'s'", "'m'"));
    id = reply.at("/id").asText();
    location = reply.at("/staging_location").asText();
  }

  private Reply create(String place, String tableId) {
    return server.post(
        "/tables",
        inSchema(
                "t",
                "'table_type':'MANAGED','data_source_format':'DELTA','columns':[%s],"
                        .formatted(ID_COLUMN)
                    + "'storage_location':%s,'properties':{'io.unitycatalog.tableId':'%s'}"
                        .formatted(place, tableId))
            .replace("'s'", "'m'"));
  }

  private Reply commit(long version, String file) {
    return post(
        "'commit_info':{'version':%d,'timestamp':1,'file_name':'%s','file_size':1,"
                .formatted(version, file)
            + "'file_modification_timestamp':1}");
  }

  private Reply post(String fields) {
    return server.post(
        "/delta/preview/commits",
        "{'table_id':'%s','table_uri':'%s',%s}".formatted(id, location, fields));
  }

  private Reply commits() {
    return server.send(
        "GET",
        ContractServer.API + "/delta/preview/commits",
        "{\"table_id\":\"%s\",\"table_uri\":\"%s\",\"start_version\":0}".formatted(id, location));
  }

  @Test
  void aStagingTableBecomesAManagedTableOfItsId() {
    assertThat(location).contains("/__unitystorage/schemas/").endsWith("/tables/" + id);
    Reply reply = create("'" + location + "'", id);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.at("/table_id").asText()).isEqualTo(id);
    assertThat(reply.at("/storage_location").asText()).isEqualTo(location);
  }

  @Test
  void aStagingTableIsNotListed() {
    Reply reply = server.get("/tables?schema_name=m&catalog_name=" + catalog);
    assertThat(reply.at("/tables").isEmpty()).isTrue();
  }

  @Test
  void noOtherPlaceAndNoOtherIdMakesAManagedTable() {
    assertThat(create("'" + bucket + "/other'", id).status()).isEqualTo(404);
    assertThat(create("null", id).status()).isEqualTo(500);
    assertThat(create("'" + location + "'", "other").status()).isEqualTo(400);
  }

  @Test
  void managedStorageNeedsARoot() {
    assertThat(server.post("/staging-tables", inSchema("t", "")).outcome())
        .isEqualTo("400 FAILED_PRECONDITION");
  }

  @Test
  void theFirstCommitHasAnyVersionAndTheOthersFollow() {
    create("'" + location + "'", id);
    Reply first = commit(57, "a");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.contentType()).startsWith("text/plain");
    assertThat(commit(59, "c").status()).isEqualTo(400);
    assertThat(commit(58, "b").status()).isEqualTo(200);
    assertThat(commit(58, "b").status()).isEqualTo(200);
    assertThat(commit(58, "x").outcome()).isEqualTo("409 COMMIT_VERSION_CONFLICT");
    assertThat(commits().at("/commits/0/version").asLong()).isEqualTo(58);
    assertThat(commits().at("/commits/1/file_name").asText()).isEqualTo("a");
    assertThat(commits().at("/latest_table_version").asLong()).isEqualTo(58);
  }

  @Test
  void tenCommitsWaitForBackfillAtMost() {
    create("'" + location + "'", id);
    for (int version = 1; version <= 10; version++) {
      assertThat(commit(version, "f" + version).status()).isEqualTo(200);
    }
    assertThat(commit(11, "f11").outcome()).isEqualTo("429 RESOURCE_EXHAUSTED");
    assertThat(post("'latest_backfilled_version':10").status()).isEqualTo(200);
    assertThat(commits().at("/commits").isEmpty()).isTrue();
    assertThat(commits().at("/latest_table_version").asLong()).isEqualTo(10);
    assertThat(commit(11, "f11").status()).isEqualTo(200);
  }

  @Test
  void aCommitChangesWhatTheCatalogShows() {
    create("'" + location + "'", id);
    post(
        "'commit_info':{'version':1,'timestamp':1,'file_name':'a','file_size':1,"
            + "'file_modification_timestamp':1},"
            + "'metadata':{'description':'new','properties':{'properties':{'p':'q'}}}");
    Reply read = server.get("/tables/" + catalog + ".m.t");
    assertThat(read.at("/comment").asText()).isEqualTo("new");
    assertThat(read.at("/properties/p").asText()).isEqualTo("q");
  }

  @Test
  void commitsAreAskedForInABodyAndForTheirPlaceOnly() {
    create("'" + location + "'", id);
    assertThat(server.get("/delta/preview/commits?start_version=0&table_id=" + id).status())
        .isEqualTo(400);
    assertThat(commits().at("/latest_table_version").asLong()).isZero();
    String right = location;
    location = bucket + "/elsewhere";
    assertThat(commit(1, "a").status()).isEqualTo(400);
    location = right;
  }

  @Test
  void externalTablesHaveNoCommits() {
    server.post("/tables", table("e", ""));
    id = server.get("/tables/" + schema + ".e").at("/table_id").asText();
    location = bucket + "/e";
    assertThat(commit(1, "a").status()).isEqualTo(400);
  }
}
