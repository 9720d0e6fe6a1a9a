package dev.levee.sync.store.s3.direct;

import java.net.URI;
import java.util.Locale;

/**
 * Where a bucket is.
 *
 * @param server that has it
 * @param host as the header has it
 * @param path of the bucket itself, encoded; ends with a slash
 */
public record BucketAddress(Server server, String host, String path) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * Takes an address apart.
   *
   * @param bucket {@code http} or {@code https}, a host, a path that ends with a slash
   */
  public static BucketAddress of(URI bucket) {
    boolean secure = "https".equals(bucket.getScheme());
    int usual = secure ? HTTPS_PORT : HTTP_PORT;
    int port = bucket.getPort() < 0 ? usual : bucket.getPort();
    String host = bucket.getHost();
    boolean bracketed = host.startsWith("[");
    return new BucketAddress(
        new Server(bracketed ? host.substring(1, host.length() - 1) : host, port, secure),
        bucket.getRawAuthority().toLowerCase(Locale.ROOT),
        bucket.getRawPath());
  }
}
