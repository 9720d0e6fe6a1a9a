package dev.levee.daemon.stores;

import dev.levee.daemon.config.CopyConfig;
import dev.levee.daemon.config.RegionConfig;
import dev.levee.daemon.config.StorageConfig;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.local.LocalObjectStore;
import dev.levee.sync.store.s3.S3BucketPolicies;
import dev.levee.sync.store.s3.S3Connections;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;

/** Opens the stores of regions, each with connections of its own. */
public final class RegionStores {
  /** For everything but copying: tails, listings, control records. */
  private static final int FURTHER_CONNECTIONS = 64;

  private final S3Connections connections;

  /** Stores with enough connections for this many copies at the same time. */
  public RegionStores(CopyConfig copy) {
    S3Connections standard = S3Connections.DEFAULT;
    this.connections =
        new S3Connections(
            Math.max(standard.maximum(), copy.threads() + FURTHER_CONNECTIONS),
            standard.connectTimeout(),
            standard.readTimeout(),
            standard.attempts());
  }

  /** The region's store, which the caller closes. Nothing is asked of it yet. */
  public ObjectStore open(RegionConfig region) {
    return region
        .storage()
        .match(s3 -> new S3ObjectStore(settings(s3)), folders -> new LocalObjectStore());
  }

  /** The policies of the region's buckets, which the caller closes. */
  S3BucketPolicies policies(StorageConfig.S3 s3) {
    return new S3BucketPolicies(settings(s3));
  }

  private S3StoreSettings settings(StorageConfig.S3 s3) {
    S3Credentials credentials =
        s3.credentials()
            .<S3Credentials>map(
                key ->
                    new S3Credentials.AccessKey(
                        key.accessKey(),
                        key.secretKey().reveal(),
                        key.sessionToken().map(token -> token.reveal())))
            .orElseGet(S3Credentials.DefaultChain::new);
    return new S3StoreSettings(
        s3.endpoint(), s3.region(), credentials, s3.pathStyle(), connections);
  }
}
