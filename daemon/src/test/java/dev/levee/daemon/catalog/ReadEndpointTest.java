package dev.levee.daemon.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.daemon.testing.SampleReplica;
import dev.levee.daemon.testing.TestingConfig;
import dev.levee.daemon.testing.TestingEngine;
import dev.levee.daemon.testing.TestingGroup;
import dev.levee.daemon.testing.TestingTime;
import dev.levee.sync.model.RegionName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the read endpoint answers, without a web server. */
class ReadEndpointTest {
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");

  @TempDir Path folder;
  private final TestingTime time = new TestingTime();
  private TestingGroup group;
  private ReadEndpoint endpoint;

  @BeforeEach
  void open() {
    TestingEngine engine =
        new TestingEngine(
            TestingConfig.withCatalog(folder, "http://127.0.0.1:1", "", "{listen: '127.0.0.1:0'}"));
    group = engine.group();
    endpoint = ReadEndpoint.of(engine.groups(), Runnable::run, time);
  }

  private CatalogAnswer get(String path, Map<String, String> query) {
    return endpoint.answer("GET", List.of(path.split("/")), new CatalogQuery(query));
  }

  private JsonNode body(String path) {
    CatalogAnswer answer = get(path, Map.of("catalog_name", "sales", "schema_name", "eu"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private String error(String path, Map<String, String> query) {
    CatalogAnswer answer = get(path, query);
    return answer.status() + " " + answer.body().path("error_code").asText();
  }

  private List<String> names(String path) {
    List<String> names = new ArrayList<>();
    body(path).path(path).forEach(row -> names.add(row.path("name").asText()));
    return names;
  }

  @Test
  void assetsHaveTheLocationsOfTheRegionInWhoseStoreTheReplicaLies() {
    SampleReplica.write(group.replica(WEST), 1, "east");

    JsonNode table = body("tables/sales.eu.orders");

    assertThat(table.path("storage_location").asText()).isEqualTo("file:///srv/west/data/orders");
    assertThat(table.path("table_type").asText()).isEqualTo("EXTERNAL");
    assertThat(table.path("table_id").asText()).isEqualTo("id of sales.eu.orders");
    assertThat(table.path("columns")).hasSize(2);
    assertThat(body("volumes/sales.eu.files").path("storage_location").asText())
        .isEqualTo("file:///srv/west/data/files");
  }

  @Test
  void listsHaveTablesAndViewsButNothingThatIsDroppedOrUnmapped() {
    SampleReplica.write(group.replica(WEST), 1, "east");

    assertThat(names("catalogs")).containsExactly("sales");
    assertThat(names("schemas")).containsExactly("eu");
    assertThat(names("tables")).containsExactly("orders", "recent");
    assertThat(names("volumes")).containsExactly("files");
    assertThat(names("functions")).containsExactly("plus");
    assertThat(body("tables/sales.eu.recent").path("view_definition").asText())
        .isEqualTo("select 1");
    assertThat(error("tables/sales.eu.gone", Map.of())).isEqualTo("404 TABLE_NOT_FOUND");
    assertThat(error("tables/sales.eu.elsewhere", Map.of())).isEqualTo("404 TABLE_NOT_FOUND");
  }

  @Test
  void whatIsNotThereIsSaidWithTheServersCodes() {
    SampleReplica.write(group.replica(WEST), 1, "east");

    assertThat(error("catalogs/none", Map.of())).isEqualTo("404 CATALOG_NOT_FOUND");
    assertThat(error("schemas/sales.none", Map.of())).isEqualTo("404 SCHEMA_NOT_FOUND");
    assertThat(error("volumes/sales.eu.none", Map.of())).isEqualTo("404 NOT_FOUND");
    assertThat(error("tables/a.b", Map.of())).isEqualTo("404 TABLE_NOT_FOUND");
    assertThat(error("tables/..", Map.of())).isEqualTo("404 TABLE_NOT_FOUND");
    assertThat(error("schemas", Map.of("catalog_name", "none"))).isEqualTo("404 CATALOG_NOT_FOUND");
    assertThat(error("tables", Map.of("catalog_name", "sales"))).isEqualTo("404 SCHEMA_NOT_FOUND");
    assertThat(error("permissions/catalog/sales", Map.of())).isEqualTo("404 ENDPOINT_NOT_FOUND");
    assertThat(error("catalogs", Map.of("max_results", "-1"))).isEqualTo("400 INVALID_ARGUMENT");
    assertThat(error("catalogs", Map.of("max_results", "ten"))).isEqualTo("400 INVALID_ARGUMENT");
  }

  @Test
  void pagesAreCutAsTheServerCutsThem() {
    SampleReplica.writeTables(group.replica(WEST), 200);
    List<Integer> sizes = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          get(
                  "tables",
                  Map.of(
                      "catalog_name", "sales",
                      "schema_name", "eu",
                      "max_results", "1000",
                      "page_token", token))
              .body();
      sizes.add(page.path("tables").size());
      token = page.path("next_page_token").asText(null);
    } while (token != null);

    // A full page has a token even where nothing follows.
    assertThat(sizes).containsExactly(100, 100, 0);
  }

  @Test
  void columnsAndPropertiesCanBeLeftOut() {
    SampleReplica.write(group.replica(WEST), 1, "east");

    JsonNode table =
        get("tables/sales.eu.orders", Map.of("omit_columns", "true", "omit_properties", "true"))
            .body();

    assertThat(table.has("columns")).isFalse();
    assertThat(table.has("properties")).isFalse();
  }

  @Test
  void writesAreRefusedWithWhatToDoInstead() {
    CatalogAnswer answer = endpoint.answer("POST", List.of("tables"), new CatalogQuery(Map.of()));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body().path("message").asText())
        .contains("read-only replica")
        .contains("catalog server");
  }

  @Test
  void theReplicaOfTheLaterEpochCounts() {
    SampleReplica.write(group.replica(WEST), 1, "east");
    SampleReplica.write(group.replica(EAST), 2, "west");

    assertThat(body("tables/sales.eu.orders").path("storage_location").asText())
        .isEqualTo("file:///srv/east/data/orders");
  }

  @Test
  void aNewerVersionIsSeenAfterAFewSeconds() {
    SampleReplica.write(group.replica(WEST), 1, "east");
    assertThat(names("tables")).hasSize(2);
    SampleReplica.writeTables(group.replica(WEST), 5);
    assertThat(names("tables")).hasSize(2);

    time.sleep(Duration.ofSeconds(3));

    assertThat(names("tables")).hasSize(5);
  }

  @Test
  void aRegionThatCannotBeReadIsDoneWithout() {
    SampleReplica.write(group.replica(WEST), 1, "east");
    group.breakReplica(EAST);
    assertThat(names("catalogs")).containsExactly("sales");

    group.breakReplica(WEST);
    assertThat(names("catalogs")).as("as it was last seen").containsExactly("sales");
    time.sleep(Duration.ofSeconds(3));
    assertThat(names("catalogs")).as("as it was last seen").containsExactly("sales");
  }

  @Test
  void withoutAnyReplicaThatCanBeReadThatIsSaid() {
    group.breakReplica(EAST);
    group.breakReplica(WEST);

    assertThat(error("catalogs", Map.of())).isEqualTo("503 TEMPORARILY_UNAVAILABLE");
  }

  @Test
  void aGroupThatHasReplicatedNothingHasNoCatalogs() {
    assertThat(names("catalogs")).isEmpty();
  }
}
