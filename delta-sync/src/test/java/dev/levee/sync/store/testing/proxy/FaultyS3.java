package dev.levee.sync.store.testing.proxy;

import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.embedded.EmbeddedS3Server;
import dev.levee.sync.store.s3.S3Connections;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A server in memory with the bucket {@code bucket}, and two ways to it. */
final class FaultyS3 implements AutoCloseable {
  static final Duration READ_TIMEOUT = Duration.ofMillis(400);

  private static final EmbeddedS3Server.Listener KEYS =
      EmbeddedS3Server.Listener.loopback("key", "secret");
  private static final int CONNECTIONS = 64;
  private static final int ATTEMPTS = 2;

  private final EmbeddedS3Server server = EmbeddedS3Server.inMemory(KEYS);
  private final FaultProxy proxy;
  private final ObjectStore direct;
  private final ObjectStore store;

  FaultyS3() throws IOException {
    server.createBucket("bucket");
    proxy = new FaultProxy(server.endpoint(), new SystemTime());
    direct = store(server.endpoint());
    store = store(proxy.endpoint());
  }

  private static ObjectStore store(URI endpoint) {
    return new S3ObjectStore(
        new S3StoreSettings(
            Optional.of(endpoint),
            "us-east-1",
            new S3Credentials.AccessKey(KEYS.accessKeyId(), KEYS.secretAccessKey()),
            true,
            new S3Connections(CONNECTIONS, READ_TIMEOUT, READ_TIMEOUT, ATTEMPTS)));
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** The store without the proxy. */
  ObjectStore direct() {
    return direct;
  }

  /** The store through the proxy. */
  ObjectStore store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    store.close();
    direct.close();
    proxy.close();
    server.close();
  }
}
