package dev.levee.daemon.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.daemon.testing.SampleCatalogStatus;
import dev.levee.daemon.testing.SampleReplica;
import dev.levee.daemon.testing.TestingConfig;
import dev.levee.daemon.testing.TestingEngine;
import dev.levee.daemon.testing.TestingTime;
import dev.levee.sync.model.RegionName;
import io.unitycatalog.client.ApiClient;
import io.unitycatalog.client.ApiClientBuilder;
import io.unitycatalog.client.ApiException;
import io.unitycatalog.client.api.CatalogsApi;
import io.unitycatalog.client.api.FunctionsApi;
import io.unitycatalog.client.api.SchemasApi;
import io.unitycatalog.client.api.TablesApi;
import io.unitycatalog.client.api.VolumesApi;
import io.unitycatalog.client.auth.TokenProvider;
import io.unitycatalog.client.model.ColumnTypeName;
import io.unitycatalog.client.model.CreateSchema;
import io.unitycatalog.client.model.TableInfo;
import io.unitycatalog.client.model.TableType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs at the admin port; the replica is read by Unity Catalog's own client. */
class CatalogRoutesTest {
  @TempDir Path folder;
  private TestingEngine engine;
  private StableUrls stableUrls;
  private AdminServer admin;

  @BeforeEach
  void open() {
    LeveeConfig config =
        TestingConfig.withCatalog(folder, "http://127.0.0.1:1", "", "{listen: '127.0.0.1:0'}");
    TestingTime time = new TestingTime();
    engine = new TestingEngine(config);
    SampleReplica.write(engine.group().replica(new RegionName("west")), 1, "east");
    stableUrls = new StableUrls(config, engine, time);
    admin = new AdminServer(config.admin(), engine, stableUrls, time);
    admin.start();
    stableUrls.start();
  }

  @AfterEach
  void close() {
    admin.close();
    stableUrls.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path)).build(),
            BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws Exception {
    return new ObjectMapper().readTree(get(path).body());
  }

  private void canReadEverything(String address) throws ApiException {
    ApiClient client =
        ApiClientBuilder.create()
            .uri(address)
            .tokenProvider(TokenProvider.create(Map.of("type", "static", "token", "any")))
            .build();
    assertThat(new CatalogsApi(client).getCatalog("sales").getComment()).isEqualTo("the sales");
    assertThat(new SchemasApi(client).listSchemas("sales", 0, null).getSchemas()).hasSize(1);
    TablesApi tables = new TablesApi(client);
    assertThat(tables.listTables("sales", "eu", 10, null).getTables())
        .extracting(TableInfo::getTableType)
        .containsExactly(TableType.EXTERNAL, TableType.VIEW);
    TableInfo orders = tables.getTable("sales.eu.orders", null, null);
    assertThat(orders.getStorageLocation()).isEqualTo("file:///srv/west/data/orders");
    assertThat(orders.getColumns().get(0).getTypeName()).isEqualTo(ColumnTypeName.LONG);
    assertThat(orders.getColumns().get(1).getPartitionIndex()).isZero();
    TableInfo view = tables.getTable("sales.eu.recent", null, null);
    assertThat(view.getViewDependencies().getDependencies().get(0).getTable().getTableFullName())
        .isEqualTo("sales.eu.orders");
    assertThat(new VolumesApi(client).getVolume("sales.eu.files").getStorageLocation())
        .isEqualTo("file:///srv/west/data/files");
    assertThat(new FunctionsApi(client).getFunction("sales.eu.plus").getRoutineDefinition())
        .isEqualTo("x + 1");
    assertThatThrownBy(() -> tables.getTable("sales.eu.none", null, null))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(404));
    assertThatThrownBy(
            () ->
                new SchemasApi(client)
                    .createSchema(new CreateSchema().name("us").catalogName("sales")))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void unityCatalogsOwnClientReadsTheReplica() throws Exception {
    canReadEverything("http://127.0.0.1:" + admin.port());
  }

  @Test
  void itReadsItThroughTheStableUrlToo() throws Exception {
    canReadEverything(stableUrls.reports().get(0).url());
  }

  @Test
  void stableUrlsAreListedAndCounted() throws Exception {
    String url = stableUrls.reports().get(0).url();
    var unused =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/api/2.1/unity-catalog/catalogs")).build(),
                BodyHandlers.ofString());

    // A client may know that its request has ended before it is counted.
    await()
        .untilAsserted(
            () ->
                assertThat(get("/metrics").body())
                    .contains(
                        "levee_stable_url_requests_total{group=\"lakehouse\",outcome=\"replica\"} 1.0")
                    .contains("levee_stable_url_requests_in_flight{group=\"lakehouse\"} 0.0"));
    JsonNode listed = json("/v1/stable-urls").at("/stable_urls/0");

    assertThat(listed.path("group").asText()).isEqualTo("lakehouse");
    assertThat(listed.path("url").asText()).isEqualTo(url);
    assertThat(listed.path("effective_primary_region").asText()).isEqualTo("east");
    assertThat(listed.path("target").asText()).isEqualTo("http://127.0.0.1:1");
    assertThat(listed.path("serving").asText()).isEqualTo("replica");
    assertThat(listed.path("in_flight").asInt()).isZero();
  }

  @Test
  void theReplicationOfCatalogsIsShown() throws Exception {
    String path = "/v1/failover-groups/lakehouse/catalog";
    assertThat(get(path).statusCode()).isEqualTo(404);
    engine.group().withCatalog(SampleCatalogStatus.withMisfits());

    JsonNode counted = json(path);
    JsonNode listed = json(path + "?misfits=true");

    assertThat(counted.path("assets").asInt()).isEqualTo(12);
    assertThat(counted.path("misfits").isNull()).isTrue();
    assertThat(counted.at("/misfit_counts/0/error").asText()).isEqualTo("UNSUPPORTED_FEATURE");
    assertThat(counted.at("/misfit_counts/0/attribute").asText()).isEqualTo("owner");
    assertThat(counted.at("/misfit_counts/0/count").asInt()).isEqualTo(2);
    assertThat(listed.path("misfits")).hasSize(2);
    assertThat(listed.at("/misfits/0/asset").asText()).isEqualTo("table sales.eu.orders");
    assertThat(get("/metrics").body())
        .contains("levee_catalog_assets{group=\"lakehouse\"} 12.0")
        .contains("levee_catalog_lag_seconds{group=\"lakehouse\"} 5.0")
        .contains("levee_catalog_misfits{error=\"unsupported_feature\",group=\"lakehouse\"} 2.0");
  }
}
