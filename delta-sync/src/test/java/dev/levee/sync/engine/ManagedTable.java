package dev.levee.sync.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.standin.MetastoreState;
import dev.levee.sync.catalog.standin.StandInSettings;
import dev.levee.sync.catalog.standin.UnityCatalogStandIn;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.CreateOutcome;
import dev.levee.sync.store.NewObject;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** A catalogManaged table of a Unity Catalog server, and the writer that commits to it. */
final class ManagedTable implements AutoCloseable {
  static final String COMMITS = "/api/2.1/unity-catalog/delta/preview/commits";

  private static final String CREATED =
      """
      {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["catalogManaged"],"writerFeatures":["catalogManaged","inCommitTimestamp"]}}
      {"metaData":{"id":"6d3e","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[]}","partitionColumns":[],"configuration":{}}}
      """;
  private static final String ADDED =
      """
      {"commitInfo":{"writer":"%s"}}
      {"add":{"path":"%s","partitionValues":{},"size":10,"modificationTime":1,"dataChange":true}}
      """;

  final UnityCatalogStandIn server =
      UnityCatalogStandIn.start(new MetastoreState("east"), StandInSettings.open());
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectStore store;
  private final String id;
  private final String location;

  /** Version 0, registered. */
  ManagedTable(ObjectStore store, Location below) {
    this.store = store;
    post("/catalogs", "{'name':'sales','storage_root':'%s'}".formatted(below));
    post("/schemas", "{'name':'eu','catalog_name':'sales'}");
    String name = "'name':'orders','catalog_name':'sales','schema_name':'eu'";
    JsonNode staged = CanonicalJson.parse(post("/staging-tables", "{%s}".formatted(name)));
    this.id = staged.path("id").asText();
    this.location = staged.path("staging_location").asText();
    put(LogListing.commit(root(), 0), CREATED.getBytes(UTF_8));
    post(
        "/tables",
        "{%s,'table_type':'MANAGED','data_source_format':'DELTA','columns':[],'storage_location':'%s','properties':{'io.unitycatalog.tableId':'%s'}}"
            .formatted(name, location, id));
  }

  Location root() {
    return Location.parse(location).asPrefix();
  }

  /** Writes a file and a commit that adds it, as one of possibly many writers; its name. */
  String stage(long version) {
    String writer = UUID.randomUUID().toString();
    String file = "part-" + writer;
    put(root().resolve(file), new byte[10]);
    String name = "%020d.%s.json".formatted(version, writer);
    put(staged(name), ADDED.formatted(writer, file).getBytes(UTF_8));
    return name;
  }

  Location staged(String name) {
    return LogListing.folder(root()).resolve("_staged_commits/" + name);
  }

  /** The catalog takes a staged commit. */
  void ratify(long version, String name) {
    ratify(version, name, bytes(staged(name)).length);
  }

  void ratify(long version, String name, long size) {
    tell(
        "'commit_info':{'version':%d,'timestamp':1,'file_name':'%s','file_size':%d,'file_modification_timestamp':1}"
            .formatted(version, name, size));
  }

  /** The commit as its writer was told that it is done. */
  String commit(long version) {
    String name = stage(version);
    ratify(version, name);
    return name;
  }

  /** The writer publishes and tells the catalog; the staged commit stays. */
  void publish(long version, String name) {
    put(LogListing.commit(root(), version), bytes(staged(name)));
    backfilled(version);
  }

  void backfilled(long version) {
    tell("'latest_backfilled_version':%d".formatted(version));
  }

  private void tell(String what) {
    post(
        "/delta/preview/commits",
        "{'table_id':'%s','table_uri':'%s',%s}".formatted(id, location, what));
  }

  byte[] bytes(Location of) {
    return store.open(of).orElseThrow().readAll();
  }

  void put(Location place, byte[] bytes) {
    if (!(store.createExclusive(NewObject.of(place, bytes)) instanceof CreateOutcome.Created)) {
      throw new IllegalStateException(place + " is there");
    }
  }

  /** How often the server was asked for commits, or told of them. */
  long requests(String method) {
    return server.requests().stream()
        .filter(request -> request.path().equals(COMMITS) && request.method().equals(method))
        .count();
  }

  private String post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/api/2.1/unity-catalog" + path))
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
