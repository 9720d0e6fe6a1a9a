package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.standin.MetastoreState;
import dev.levee.sync.catalog.standin.StandInSettings;
import dev.levee.sync.catalog.standin.UnityCatalogStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.TreeSet;

/** A stand-in server and the catalog under test in front of it. */
final class UnityCatalogOnStandIn implements AutoCloseable {
  static final String ADMIN_TOKEN = "the admin's";
  static final CatalogScope SALES = new CatalogScope(new TreeSet<>(List.of("sales")));

  /** What the examples of tables lie in, and what lies at the top. */
  static final List<CatalogAsset> AROUND_TABLES =
      List.of(Examples.CREDENTIAL, Examples.EXTERNAL_LOCATION, Examples.CATALOG, Examples.SCHEMA);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final UnityCatalogStandIn server;
  final RecordingTime time = new RecordingTime();
  final UnityCatalog catalog;

  private UnityCatalogOnStandIn(StandInSettings settings) {
    server = UnityCatalogStandIn.start(new MetastoreState("primary"), settings);
    catalog = with(settings(settings.adminToken()));
  }

  static UnityCatalogOnStandIn open() {
    return new UnityCatalogOnStandIn(StandInSettings.open());
  }

  static UnityCatalogOnStandIn authorized() {
    return new UnityCatalogOnStandIn(StandInSettings.authorized(ADMIN_TOKEN));
  }

  /** With all examples in it. */
  UnityCatalogOnStandIn filled() {
    Examples.ALL.forEach(this::create);
    return this;
  }

  /** Without tables and what lies beside them. */
  UnityCatalogOnStandIn withSchema() {
    AROUND_TABLES.forEach(this::create);
    return this;
  }

  void create(CatalogAsset asset) {
    catalog.create(catalog.fit(Examples.entry(asset)).entry().orElseThrow().asset());
  }

  UnityCatalogSettings settings(String token) {
    return UnityCatalogSettings.of(server.uri(), () -> token);
  }

  /** Another client of the same server. */
  UnityCatalog with(UnityCatalogSettings settings) {
    return new UnityCatalog(settings, time);
  }

  /** A request past the catalog under test; JSON with single quotes. */
  String send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/api/2.1/unity-catalog" + path))
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    catalog.close();
    server.close();
  }
}
