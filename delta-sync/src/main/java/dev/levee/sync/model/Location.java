package dev.levee.sync.model;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One object, or one prefix of objects, in one store: {@code s3://bucket/key} or {@code
 * file:///path}.
 *
 * <p>The text is raw, as object stores write it: nothing in it is percent-encoded, and nothing is
 * decoded on the way in. {@code s3a} and {@code s3n} are the same scheme as {@code s3}. A prefix is
 * a location whose key is empty or ends with {@code /}.
 *
 * @param scheme {@code s3}, {@code file} or {@code memory}
 * @param bucket the bucket; empty for {@code file}
 * @param key the object's key, without a leading {@code /}
 */
public record Location(String scheme, String bucket, String key) implements Comparable<Location> {
  /** The longest key that S3 takes, in bytes of UTF-8 (S3 user guide, "Naming objects"). */
  public static final int MAX_KEY_BYTES = 1024;

  private static final Set<String> S3_SCHEMES = Set.of("s3", "s3a", "s3n");
  private static final Set<String> SCHEMES = Set.of("s3", "file", "memory");

  /** Checks that the parts fit together; normalises nothing. */
  public Location {
    requireNonNull(key, "key");
    if (!SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException("unsupported scheme '" + scheme + "'");
    }
    if (scheme.equals("file") != bucket.isEmpty()) {
      throw new IllegalArgumentException("a bucket is needed, and only file: has none: " + bucket);
    }
    if (key.startsWith("/")) {
      throw new IllegalArgumentException("a key does not begin with '/': " + key);
    }
  }

  /**
   * Reads {@code s3://bucket/key}, {@code s3a://…}, {@code s3n://…}, {@code memory://…} or {@code
   * file:/path} (also with three slashes).
   *
   * @throws IllegalArgumentException when the text is none of them
   */
  public static Location parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("'" + text + "' has no scheme such as s3:// or file://");
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1);
    if (scheme.equals("file")) {
      return file(text, rest);
    }
    String normal = S3_SCHEMES.contains(scheme) ? "s3" : scheme;
    if (!SCHEMES.contains(normal)) {
      throw new IllegalArgumentException(
          "'" + text + "' has the unsupported scheme '" + scheme + "'");
    }
    if (!rest.startsWith("//")) {
      throw new IllegalArgumentException("'" + text + "' needs '//' after the scheme");
    }
    int slash = rest.indexOf('/', 2);
    String bucket = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
    if (bucket.isEmpty() || bucket.contains("@")) {
      throw new IllegalArgumentException(
          "'" + scheme + "://…' has no bucket, or credentials in it");
    }
    return new Location(normal, bucket, slash < 0 ? "" : rest.substring(slash + 1));
  }

  private static Location file(String text, String rest) {
    String path = rest.startsWith("//") ? rest.substring(2) : rest;
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("'" + text + "' needs an absolute path: file:///path");
    }
    return new Location("file", "", path.substring(1));
  }

  /** The location of {@code relative} below this prefix. */
  public Location resolve(String relative) {
    String base = isPrefix() ? key : key + "/";
    return new Location(scheme, bucket, base + relative);
  }

  /** Whether this is a prefix: everything in the bucket, or a key that ends with {@code /}. */
  public boolean isPrefix() {
    return key.isEmpty() || key.endsWith("/");
  }

  /** This location as a prefix, with the final {@code /}. */
  public Location asPrefix() {
    return isPrefix() ? this : new Location(scheme, bucket, key + "/");
  }

  /** What follows {@code prefix} in this location's key, or empty when it is not below it. */
  public Optional<String> relativeTo(Location prefix) {
    Location base = prefix.asPrefix();
    boolean below =
        scheme.equals(base.scheme) && bucket.equals(base.bucket) && key.startsWith(base.key);
    return below ? Optional.of(key.substring(base.key.length())) : Optional.empty();
  }

  /** Whether the key is longer than an S3 store takes. */
  public boolean isTooLong() {
    return key.length() > MAX_KEY_BYTES / 4
        && key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES;
  }

  /** The last segment of the key. */
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** Written out: what Java makes of a record is bound when it is first called, in every start. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Location location
        && key.equals(location.key)
        && bucket.equals(location.bucket)
        && scheme.equals(location.scheme);
  }

  @Override
  public int hashCode() {
    return 31 * bucket.hashCode() + key.hashCode();
  }

  /** By the text, in UTF-16 order. Stores list in the order of UTF-8 bytes. */
  @Override
  public int compareTo(Location other) {
    return toString().compareTo(other.toString());
  }

  /** The raw text; {@link #parse} of it is equal to this. */
  @Override
  public String toString() {
    return scheme + "://" + bucket + "/" + key;
  }
}
