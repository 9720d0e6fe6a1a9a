package dev.levee.sync.catalog.unity;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a Unity Catalog server is reached.
 *
 * @param uri its address without the API's path, {@code http://host:8080}
 * @param token gives the bearer token; empty text for a server without authorization. Asked again
 *     when the server refuses a token, since tokens in files are replaced
 * @param pageSize how many assets are asked for at once; servers may give fewer
 * @param readers how many requests {@code read} makes at a time
 * @param requestTimeout how long one attempt of a request may take
 * @param caseSensitive whether names that differ in case are two names: so on the open-source
 *     server. Databricks lower-cases names, and writes privileges with underscores
 */
public record UnityCatalogSettings(
    URI uri,
    Supplier<String> token,
    int pageSize,
    int readers,
    Duration requestTimeout,
    boolean caseSensitive) {
  private static final int PAGE_SIZE = 100;
  private static final int READERS = 8;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /** Checks the address and the numbers. */
  public UnityCatalogSettings {
    requireNonNull(token, "token");
    if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().startsWith("http")) {
      throw new IllegalArgumentException(
          "the address of a Unity Catalog server is http(s)://host[:port]: " + uri);
    }
    if (pageSize < 1 || readers < 1) {
      throw new IllegalArgumentException(
          "pages and readers are 1 or more: %d, %d".formatted(pageSize, readers));
    }
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException("a request needs time: " + requestTimeout);
    }
  }

  /** An open-source server, with defaults for the rest. */
  public static UnityCatalogSettings of(URI uri, Supplier<String> token) {
    return new UnityCatalogSettings(uri, token, PAGE_SIZE, READERS, REQUEST_TIMEOUT, true);
  }

  /** The same with another page size. */
  public UnityCatalogSettings withPageSize(int changed) {
    return new UnityCatalogSettings(uri, token, changed, readers, requestTimeout, caseSensitive);
  }

  /** The same with another timeout. */
  public UnityCatalogSettings withRequestTimeout(Duration changed) {
    return new UnityCatalogSettings(uri, token, pageSize, readers, changed, caseSensitive);
  }

  /** The same server, case-insensitive as Databricks is. */
  public UnityCatalogSettings caseInsensitive() {
    return new UnityCatalogSettings(uri, token, pageSize, readers, requestTimeout, false);
  }
}
