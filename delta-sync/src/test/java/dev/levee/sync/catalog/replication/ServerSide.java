package dev.levee.sync.catalog.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.catalog.standin.Faults;
import dev.levee.sync.catalog.standin.MetastoreState;
import dev.levee.sync.catalog.standin.RecordedRequest;
import dev.levee.sync.catalog.standin.Securable;
import dev.levee.sync.catalog.standin.SecurableKind;
import dev.levee.sync.catalog.standin.StandInSettings;
import dev.levee.sync.catalog.standin.UnityCatalogStandIn;
import dev.levee.sync.catalog.testing.MemoryDurableCatalog;
import dev.levee.sync.catalog.unity.UnityCatalog;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One region with its real parts: a server with authorization, its client, its replica. */
final class ServerSide implements AutoCloseable {
  static final List<String> USERS = List.of("alice@example.com", "bob@example.com", "data-team");

  private static final String TOKEN = "the admin's";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final RegionName region;
  final MetastoreState state;
  final UnityCatalogStandIn server;
  final UnityCatalog catalog;
  private final ManualTime time;
  private ObjectStore store;
  private Optional<DurableCatalog> inMemory = Optional.empty();
  private Set<String> managedPaths = Set.of();

  ServerSide(String name, ManualTime time) {
    this.region = new RegionName(name);
    this.time = time;
    this.state = new MetastoreState(name);
    USERS.forEach(user -> state.addUser(user, user));
    this.server = UnityCatalogStandIn.start(state, StandInSettings.authorized(TOKEN));
    this.catalog = client(UnityCatalogSettings.of(server.uri(), () -> TOKEN));
    forgetReplica();
  }

  /** From now on nothing was ever replicated to it. */
  void forgetReplica() {
    store = new MemoryObjectStore(region.toString(), time);
    inMemory = Optional.empty();
  }

  /** The same, with a replica that takes no time. */
  void forgetReplicaInMemory() {
    inMemory = Optional.of(new MemoryDurableCatalog());
  }

  ObjectStore store() {
    return store;
  }

  private UnityCatalog client(UnityCatalogSettings settings) {
    return new UnityCatalog(settings, time);
  }

  /** With a replica that remembers nothing yet. */
  Side side() {
    return inMemory
        .map(replica -> new Side(region, Optional.of(catalog), replica))
        .orElseGet(() -> side(store));
  }

  Side side(ObjectStore through) {
    Location prefix = Location.parse("s3://%s/_levee/catalog/".formatted(region));
    return new Side(
        region,
        Optional.of(catalog),
        new DeltaCatalogReplica(through, prefix, DeltaCatalogReplica.Settings.DEFAULT, time));
  }

  /** As a server that lower-cases names. */
  Side caseInsensitiveSide() {
    UnityCatalogSettings settings = UnityCatalogSettings.of(server.uri(), () -> TOKEN);
    return new Side(region, Optional.of(client(settings.caseInsensitive())), side().replica());
  }

  /** What an operator has set up in each region: the bucket's own credential and locations. */
  ServerSide prepared() {
    send(
        "POST",
        "/credentials",
        "{'name':'keys','purpose':'STORAGE','aws_iam_role':{'role_arn':'arn:aws:iam::1:role/r'}}");
    for (String folder : List.of("data", "managed")) {
      send(
          "POST",
          "/external-locations",
          "{'name':'%s','url':'s3://%s/%s','credential_name':'keys'}"
              .formatted(folder, region, folder));
    }
    return this;
  }

  /** As a user would. */
  void create(CatalogAsset asset, Grants grants) {
    CatalogEntry fitted = catalog.fit(new CatalogEntry(asset, "", grants)).entry().orElseThrow();
    catalog.create(fitted.asset());
    catalog.grant(asset.id(), Grants.NONE, fitted.grants());
  }

  void drop(AssetId id) {
    catalog.drop(catalog.find(id).orElseThrow().asset());
  }

  CatalogEntry find(AssetId id) {
    return catalog.find(id).orElseThrow();
  }

  CatalogSnapshot read(String... catalogs) {
    return catalog.read(new CatalogScope(new TreeSet<>(List.of(catalogs))));
  }

  /** A request past the client under test; JSON with single quotes. */
  String send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/api/2.1/unity-catalog" + path))
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on requests count. */
  void watch() {
    server.forgetRequests();
    managedPaths = new TreeSet<>(managed().map(ServerSide::path).toList());
  }

  /** What was changed since {@link #watch}, none of it with force or of something managed. */
  List<RecordedRequest> changes() {
    List<RecordedRequest> changes =
        server.requests().stream().filter(RecordedRequest::isChange).toList();
    assertThat(changes).noneMatch(request -> request.query().contains("force"));
    assertThat(changes)
        .noneMatch(
            request ->
                request.method().equals("DELETE")
                    && managedPaths.stream().anyMatch(request.path()::endsWith));
    return changes;
  }

  void setFaults(Faults faults) {
    server.setFaults(faults);
  }

  private Stream<Securable> managed() {
    return Stream.of(SecurableKind.TABLE, SecurableKind.VOLUME)
        .flatMap(kind -> state.all(kind).stream())
        .filter(
            asset ->
                asset
                    .text("table_type")
                    .or(() -> asset.text("volume_type"))
                    .filter("MANAGED"::equals)
                    .isPresent());
  }

  private static String path(Securable asset) {
    String kind = asset.kind() == SecurableKind.TABLE ? "/tables/" : "/volumes/";
    return kind + asset.fullName();
  }

  @Override
  public void close() {
    catalog.close();
    server.close();
  }
}
