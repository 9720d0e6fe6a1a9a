package dev.levee.daemon.process.chaos;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.hadoop.HadoopAccess;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import dev.levee.sync.store.testing.proxy.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;

/** One region: an S3 server that never fails, and the proxy through which daemons see it. */
final class ChaosRegion implements AutoCloseable {
  static final EmbeddedS3Server.Listener KEYS = EmbeddedS3Server.Listener.loopback("key", "secret");

  private final String name;
  private final EmbeddedS3Server server;
  private final FaultProxy proxy;
  private final ObjectStore store;
  private final ObjectStore writersStore;
  private final HadoopAccess writersAccess;

  ChaosRegion(String name, Path folder, AckedCommits acked, Time time) throws IOException {
    this.name = name;
    this.server = EmbeddedS3Server.inFolder(folder.resolve(name), KEYS);
    server.createBucket(name);
    this.proxy = new FaultProxy(server.endpoint(), time);
    this.store =
        new S3ObjectStore(
            S3StoreSettings.server(
                server.endpoint(),
                "us-east-1",
                new S3Credentials.AccessKey(KEYS.accessKeyId(), KEYS.secretAccessKey())));
    this.writersStore = acked.recording(store, name, data());
    this.writersAccess = new HadoopAccess(writersStore);
  }

  String name() {
    return name;
  }

  /** Where all tables lie. */
  Location data() {
    return Location.parse("s3://" + name + "/data/");
  }

  /** Where the group keeps what is not a table. */
  Location control() {
    return Location.parse("s3://" + name + "/_levee/" + ChaosConfig.GROUP + "/");
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** The server itself, as only those see it who watch. */
  ObjectStore store() {
    return store;
  }

  ObjectStore writersStore() {
    return writersStore;
  }

  HadoopAccess writersAccess() {
    return writersAccess;
  }

  @Override
  public void close() throws IOException {
    writersAccess.close();
    store.close();
    proxy.close();
    server.close();
  }
}
