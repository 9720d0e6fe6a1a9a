package dev.levee.sync.store.s3;

import dev.levee.sync.store.s3.direct.BucketAddress;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * Where buckets are. In the path of a server's address there is nothing to decide; otherwise the
 * SDK decides: by path or by host name, in which partition, at which endpoint.
 */
final class BucketAddresses {
  private static final String ANY_KEY = "x";
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private final S3StoreSettings settings;
  private final S3Clients clients;
  private final Map<String, Optional<BucketAddress>> known = new ConcurrentHashMap<>();

  BucketAddresses(S3StoreSettings settings, S3Clients clients) {
    this.settings = settings;
    this.clients = clients;
  }

  /** A bucket's address; empty when only the SDK reaches it. */
  Optional<BucketAddress> of(String bucket) {
    return known.computeIfAbsent(bucket, this::find);
  }

  private Optional<BucketAddress> find(String bucket) {
    try {
      URI address = inPath(bucket).orElseGet(() -> bySdk(bucket));
      return address.getHost() == null || isBehindProxy(address)
          ? Optional.empty()
          : Optional.of(BucketAddress.of(address));
    } catch (SdkException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<URI> inPath(String bucket) {
    return settings
        .endpoint()
        .filter(server -> settings.pathStyle() && PLAIN_NAME.matcher(bucket).matches())
        .filter(server -> server.getRawPath().isEmpty() || server.getRawPath().equals("/"))
        .map(server -> server.resolve("/" + bucket + "/"));
  }

  private URI bySdk(String bucket) {
    URL url =
        clients.repeating().utilities().getUrl(request -> request.bucket(bucket).key(ANY_KEY));
    return URI.create(url.toString()).resolve(".");
  }

  /** As the SDK finds a proxy: in system properties and the environment. */
  private static boolean isBehindProxy(URI address) {
    ProxyConfiguration proxy = ProxyConfiguration.builder().scheme(address.getScheme()).build();
    return proxy.host() != null
        && proxy.nonProxyHosts().stream()
            .noneMatch(pattern -> address.getHost().toLowerCase(Locale.ROOT).matches(pattern));
  }
}
