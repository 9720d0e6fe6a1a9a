package dev.levee.sync.store.s3.direct;

import dev.levee.sync.store.ObjectBody;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request for one object, or for a bucket.
 *
 * @param method of HTTP
 * @param bucket where it goes
 * @param path of the object or bucket, encoded
 * @param query encoded, its parameters in the order of their names; may be empty
 * @param headers lower-case names, values without line breaks or spaces at their ends; the request
 *     owns the map
 * @param body what is sent
 */
public record DirectRequest(
    String method,
    BucketAddress bucket,
    String path,
    String query,
    SortedMap<String, String> headers,
    Optional<ObjectBody> body) {
  private static final char LAST_ASCII = '~';

  /** A request about the bucket itself, whose own path has no slash at its end. */
  public static DirectRequest of(String method, BucketAddress bucket) {
    String path = bucket.path();
    String own = path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    return new DirectRequest(method, bucket, own, "", new TreeMap<>(), Optional.empty());
  }

  /** A request without headers and body. */
  public static DirectRequest of(String method, BucketAddress bucket, String key) {
    String path = bucket.path() + UriEncoding.path(key);
    return new DirectRequest(method, bucket, path, "", new TreeMap<>(), Optional.empty());
  }

  /** Adds a header. */
  public DirectRequest with(String name, String value) {
    headers.put(name, value);
    return this;
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
    return new DirectRequest(method, bucket, path, text.toString(), headers, body);
  }

  /** An object as a header names it: {@code /bucket/key}, encoded. */
  public static String copySource(String bucket, String key) {
    return "/" + UriEncoding.path(bucket + "/" + key);
  }

  /** The same with a body. */
  public DirectRequest sending(ObjectBody bytes) {
    return new DirectRequest(method, bucket, path, query, headers, Optional.of(bytes));
  }

  /** Whether HTTP carries a header's value as it is, and a signature sees it so. */
  public static boolean isPlain(String value) {
    char before = ' ';
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > LAST_ASCII || (c == ' ' && before == ' ')) {
        return false;
      }
      before = c;
    }
    return before != ' ' || value.isEmpty();
  }
}
