package dev.levee.sync.store.contract;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.net.URI;

/** A store on a server that speaks S3. */
final class S3Environment implements StoreEnvironment {
  static final String BUCKET = "levee-contract";
  static final String REGION = "us-east-1";

  private final S3StoreSettings settings;
  private final ObjectStore store;
  private final Runnable stopServer;

  S3Environment(URI endpoint, S3Credentials credentials, Runnable stopServer) {
    this.settings = S3StoreSettings.server(endpoint, REGION, credentials);
    this.store = new S3ObjectStore(settings);
    this.stopServer = stopServer;
  }

  S3StoreSettings settings() {
    return settings;
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public Location base() {
    return new Location("s3", BUCKET, "contract/");
  }

  @Override
  public void close() {
    store.close();
    stopServer.run();
  }
}
