package dev.levee.daemon.quickstart;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.embedded.EmbeddedS3Server.Listener;
import dev.levee.sync.store.hadoop.HadoopAccess;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** One region: an S3 server in this process, and a writer's client of it. */
final class Side implements AutoCloseable {
  private final String region;
  private final EmbeddedS3Server server;
  private final String secret;
  private final ObjectStore store;
  private final HadoopAccess access;
  private boolean stopped;

  private Side(String region, EmbeddedS3Server server, String secret) {
    this.region = region;
    this.server = server;
    this.secret = secret;
    this.store =
        new S3ObjectStore(
            S3StoreSettings.server(
                server.endpoint(), "us-east-1", new S3Credentials.AccessKey(region, secret)));
    this.access = new HadoopAccess(store);
  }

  /**
   * Serves a folder at a port, or at any free one when that is taken.
   *
   * @param region its name and access key
   */
  static Side start(String region, Path folder, int port) throws IOException {
    String secret = UUID.randomUUID().toString();
    EmbeddedS3Server server = server(folder, new Listener("127.0.0.1", port, region, secret));
    server.createBucket("lake-" + region);
    return new Side(region, server, secret);
  }

  private static EmbeddedS3Server server(Path folder, Listener wanted) throws IOException {
    try {
      return EmbeddedS3Server.inFolder(folder, wanted);
    } catch (IllegalStateException taken) {
      return EmbeddedS3Server.inFolder(
          folder, Listener.loopback(wanted.accessKeyId(), wanted.secretAccessKey()));
    }
  }

  String region() {
    return region;
  }

  String address() {
    return server.endpoint().getAuthority();
  }

  String secret() {
    return secret;
  }

  /** The prefix that all tables lie under. */
  Location data() {
    return Location.parse("s3://lake-" + region + "/data/");
  }

  ObjectStore store() {
    return store;
  }

  HadoopAccess access() {
    return access;
  }

  /** Takes the region away: from now on nothing of it answers. */
  synchronized void stop() {
    if (!stopped) {
      stopped = true;
      server.close();
    }
  }

  @Override
  public void close() {
    stop();
    access.close();
    store.close();
  }
}
