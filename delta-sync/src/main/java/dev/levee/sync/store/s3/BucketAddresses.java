package dev.levee.sync.store.s3;

import dev.levee.sync.store.s3.direct.BucketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where buckets are. The SDK decides: by path or by host name, in which partition, at which
 * endpoint.
 */
final class BucketAddresses {
  private static final String ANY_KEY = "x";

  private final S3Client client;
  private final Map<String, Optional<BucketAddress>> known = new ConcurrentHashMap<>();

  BucketAddresses(S3Client client) {
    this.client = client;
  }

  /** A bucket's address; empty when only the SDK reaches it. */
  Optional<BucketAddress> of(String bucket) {
    return known.computeIfAbsent(bucket, this::find);
  }

  private Optional<BucketAddress> find(String bucket) {
    try {
      URL url = client.utilities().getUrl(request -> request.bucket(bucket).key(ANY_KEY));
      URI address = url.toURI().resolve(".");
      return address.getHost() == null || isBehindProxy(address)
          ? Optional.empty()
          : Optional.of(BucketAddress.of(address));
    } catch (SdkException | URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As the SDK finds a proxy: in system properties and the environment. */
  private static boolean isBehindProxy(URI address) {
    ProxyConfiguration proxy = ProxyConfiguration.builder().scheme(address.getScheme()).build();
    return proxy.host() != null
        && proxy.nonProxyHosts().stream()
            .noneMatch(pattern -> address.getHost().toLowerCase(Locale.ROOT).matches(pattern));
  }
}
