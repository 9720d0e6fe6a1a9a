package dev.levee.daemon.config;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Which object store a region has. */
public sealed interface StorageConfig {
  /**
   * An S3 store.
   *
   * @param endpoint its address; empty for Amazon's own
   * @param region what requests are signed for
   * @param credentials who asks; empty for the SDK's default chain (environment, profile, role)
   * @param pathStyle whether the bucket stands in the path, not in the host's name
   */
  record S3(
      Optional<URI> endpoint, String region, Optional<S3Credentials> credentials, boolean pathStyle)
      implements StorageConfig {}

  /** Folders of this machine. */
  record Folders() implements StorageConfig {}

  /**
   * An access key.
   *
   * @param accessKey which; no secret
   * @param secretKey its secret
   * @param sessionToken what temporary ones have besides
   */
  record S3Credentials(String accessKey, Secret secretKey, Optional<Secret> sessionToken) {}

  /** One answer for each kind. */
  default <T> T match(Function<S3, T> s3, Function<Folders, T> folders) {
    return this instanceof S3 store ? s3.apply(store) : folders.apply((Folders) this);
  }

  /** The scheme that locations of such a store have. */
  default String scheme() {
    return match(s3 -> "s3", folders -> "file");
  }

  /**
   * Names the place behind the store, whoever asks it: equal prefixes of stores with equal places
   * are the same objects.
   */
  default String place() {
    return match(s3 -> "s3|" + s3.endpoint().map(StorageConfig::server).orElse("aws"), f -> "file");
  }

  private static String server(URI endpoint) {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    int standardPort = endpoint.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    int port = endpoint.getPort() < 0 ? standardPort : endpoint.getPort();
    return (host.equals("localhost") ? "127.0.0.1" : host) + ":" + port;
  }
}
