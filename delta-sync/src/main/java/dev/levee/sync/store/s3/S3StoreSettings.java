package dev.levee.sync.store.s3;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * Where an S3 store is and how to speak to it.
 *
 * @param endpoint the server; empty for Amazon S3 in the region
 * @param region the region that requests are signed for
 * @param credentials the identity
 * @param pathStyle whether buckets are in the path ({@code http://host/bucket/key}) and not in the
 *     host name; most stores other than Amazon's need it
 * @param connections limits and timeouts
 */
public record S3StoreSettings(
    Optional<URI> endpoint,
    String region,
    S3Credentials credentials,
    boolean pathStyle,
    S3Connections connections) {
  /** Checks the endpoint. */
  public S3StoreSettings {
    requireNonNull(credentials, "credentials");
    requireNonNull(connections, "connections");
    if (region.isBlank()) {
      throw new IllegalArgumentException("a region is needed, for instance us-east-1");
    }
    endpoint.ifPresent(S3StoreSettings::requireServer);
  }

  /** A server with buckets in the path, and the default connections. */
  public static S3StoreSettings server(URI endpoint, String region, S3Credentials credentials) {
    return new S3StoreSettings(
        Optional.of(endpoint), region, credentials, true, S3Connections.DEFAULT);
  }

  /** Amazon S3, and the default connections. */
  public static S3StoreSettings amazon(String region, S3Credentials credentials) {
    return new S3StoreSettings(Optional.empty(), region, credentials, false, S3Connections.DEFAULT);
  }

  private static void requireServer(URI endpoint) {
    boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!web || endpoint.getHost() == null || endpoint.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "an endpoint is http://host[:port] or https://host[:port], without credentials in it");
    }
  }

  /**
   * Which service and identity: within one partition of Amazon's, one identity copies between all
   * regions server-side.
   */
  String service() {
    String where =
        endpoint.map(URI::toString).orElseGet(() -> Region.of(region).metadata().partition().id());
    return "s3|" + where + "|" + credentials.identity();
  }
}
