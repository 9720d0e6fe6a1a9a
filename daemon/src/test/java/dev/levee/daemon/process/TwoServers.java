package dev.levee.daemon.process;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two S3 servers in this process, which outlive the daemons, and a configuration for those. */
final class TwoServers implements AutoCloseable {
  private static final EmbeddedS3Server.Listener KEYS =
      EmbeddedS3Server.Listener.loopback("key", "secret");
  private static final String CONFIG =
      """
      admin: {listen: "127.0.0.1:0"}
      regions:
        east:
          storage: {kind: s3, endpoint: "%1$s", region: us-east-1, credentials: {access_key: key, secret_key: "${file:%3$s}"}}
          control: "s3://east/_levee"
        west:
          storage: {kind: s3, endpoint: "%2$s", region: us-west-2, credentials: {access_key: key, secret_key: "${file:%3$s}"}}
          control: "s3://west/_levee"
      failover_groups:
        - name: lakehouse
          regions: [east, west]
          initial_primary_region: east
          location_mappings:
            - {name: data, uri_by_region: {east: "s3://east/data/*", west: "s3://west/data/*"}}
          discover: ["s3://east/data/*"]
          replication: {poll_interval: 50ms, rpo_target: 500ms, discovery_interval: 500ms}
      """;

  private final Path folder;
  private final EmbeddedS3Server east;
  private final EmbeddedS3Server west;
  private final ObjectStore eastStore;
  private final ObjectStore westStore;

  TwoServers(Path folder) throws IOException {
    this.folder = folder;
    this.east = server("east");
    this.west = server("west");
    this.eastStore = client(east);
    this.westStore = client(west);
  }

  private EmbeddedS3Server server(String bucket) throws IOException {
    EmbeddedS3Server server = EmbeddedS3Server.inFolder(folder.resolve(bucket), KEYS);
    server.createBucket(bucket);
    return server;
  }

  private static ObjectStore client(EmbeddedS3Server server) {
    return new S3ObjectStore(
        S3StoreSettings.server(
            server.endpoint(),
            "us-east-1",
            new S3Credentials.AccessKey(KEYS.accessKeyId(), KEYS.secretAccessKey())));
  }

  /** Writes the configuration of a daemon on both. */
  Path config() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), KEYS.secretAccessKey());
    return Files.writeString(
        folder.resolve("levee.yaml"), CONFIG.formatted(east.endpoint(), west.endpoint(), secret));
  }

  TableWriter writer(String table, long seed) {
    return new TableWriter(eastStore, data("east").resolve(table + "/"), seed);
  }

  /** Where the secondary's server keeps a table. */
  Path replica(String table) {
    return folder.resolve("west/west/data").resolve(table);
  }

  private static Location data(String bucket) {
    return Location.parse("s3://" + bucket + "/data/");
  }

  /** All objects of the primary, by their keys. */
  SortedMap<String, byte[]> primary() {
    return objects(eastStore, data("east"));
  }

  /** All objects of the secondary, by their keys. */
  SortedMap<String, byte[]> secondary() {
    return objects(westStore, data("west"));
  }

  private static SortedMap<String, byte[]> objects(ObjectStore store, Location prefix) {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    Listing listing = new Listing(store, ListRequest.everythingBelow(prefix));
    while (listing.hasNext()) {
      ObjectEntry entry = listing.next();
      objects.put(
          entry.location().relativeTo(prefix).orElseThrow(),
          store.open(entry.location()).map(ObjectContent::readAll).orElseThrow());
    }
    return objects;
  }

  @Override
  public void close() {
    eastStore.close();
    westStore.close();
    east.close();
    west.close();
  }
}
