package dev.levee.bench;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.s3.S3Credentials;
import dev.levee.sync.store.s3.S3ObjectStore;
import dev.levee.sync.store.s3.S3StoreSettings;
import java.net.URI;

/**
 * One side of a benchmark.
 *
 * @param endpoint the server; the bucket is in the path of requests
 * @param region the region that requests are signed for
 */
public record Bucket(
    URI endpoint, String region, String accessKeyId, String secretAccessKey, String name) {
  /** A client, which the caller closes. */
  public S3ObjectStore open() {
    return new S3ObjectStore(
        S3StoreSettings.server(
            endpoint, region, new S3Credentials.AccessKey(accessKeyId, secretAccessKey)));
  }

  /** Whether the other one is on the same server and for the same identity. */
  boolean isBeside(Bucket other) {
    return endpoint.equals(other.endpoint) && accessKeyId.equals(other.accessKeyId);
  }

  public Location at(String key) {
    return new Location("s3", name, key);
  }

  @Override
  public String toString() {
    return endpoint + "/" + name;
  }
}
