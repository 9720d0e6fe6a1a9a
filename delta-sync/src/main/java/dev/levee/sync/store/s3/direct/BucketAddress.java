package dev.levee.sync.store.s3.direct;

import java.net.URI;
import java.util.Locale;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;

/**
 * Where a bucket is.
 *
 * @param route to its server
 * @param host as the header has it
 * @param path of the bucket itself, encoded; ends with a slash
 */
public record BucketAddress(HttpRoute route, String host, String path) {
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
    return new BucketAddress(
        new HttpRoute(new HttpHost(bucket.getScheme(), bucket.getHost(), port), null, secure),
        bucket.getRawAuthority().toLowerCase(Locale.ROOT),
        bucket.getRawPath());
  }
}
