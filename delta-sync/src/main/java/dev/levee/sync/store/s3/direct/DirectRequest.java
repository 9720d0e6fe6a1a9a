package dev.levee.sync.store.s3.direct;

import dev.levee.sync.store.ObjectBody;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request for one object.
 *
 * @param method of HTTP
 * @param server where it goes: scheme, host and port
 * @param path encoded
 * @param query encoded, its parameters in the order of their names; may be empty
 * @param headers lower-case names, values without line breaks or spaces at their ends
 * @param body what is sent
 */
public record DirectRequest(
    String method,
    URI server,
    String path,
    String query,
    SortedMap<String, String> headers,
    Optional<ObjectBody> body) {
  private static final char FIRST_PRINTABLE = ' ';
  private static final char LAST_ASCII = '~';

  /** Takes the headers over. */
  public DirectRequest {
    headers = new TreeMap<>(headers);
  }

  /**
   * A request without headers and body.
   *
   * @param bucket the bucket's address; ends with {@code /}
   */
  public static DirectRequest of(String method, URI bucket, String key) {
    return new DirectRequest(
        method,
        bucket.resolve("/"),
        bucket.getRawPath() + UriEncoding.path(key),
        "",
        new TreeMap<>(),
        Optional.empty());
  }

  /** The same with one more header. */
  public DirectRequest with(String name, String value) {
    return with(Map.of(name, value));
  }

  /** The same with more headers. */
  public DirectRequest with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(headers);
    all.putAll(more);
    return new DirectRequest(method, server, path, query, all, body);
  }

  /** The same with parameters. */
  public DirectRequest asking(SortedMap<String, String> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(UriEncoding.value(name))
                .append('=')
                .append(UriEncoding.value(value)));
    return new DirectRequest(method, server, path, text.toString(), headers, body);
  }

  /** The same with a body. */
  public DirectRequest sending(ObjectBody bytes) {
    return new DirectRequest(method, server, path, query, headers, Optional.of(bytes));
  }

  /** Whether HTTP carries all headers as they are, and the signature sees them so. */
  public boolean isPlain() {
    return headers.values().stream()
        .allMatch(
            value ->
                value.equals(value.strip())
                    && !value.contains("  ")
                    && value.chars().allMatch(c -> c >= FIRST_PRINTABLE && c <= LAST_ASCII));
  }
}
