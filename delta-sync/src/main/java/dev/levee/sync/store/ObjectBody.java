package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes of a request: their length and MD5 are known before, and they can be read any number of
 * times, so that a request can be signed, checked and repeated.
 */
public final class ObjectBody {
  private final Source source;
  private final long length;
  private final String md5;

  private ObjectBody(Source source, long length, String md5) {
    this.source = source;
    this.length = length;
    this.md5 = md5;
  }

  /** These bytes, which the caller no longer changes. */
  public static ObjectBody of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  /** The first {@code length} of these bytes, which the caller no longer changes. */
  public static ObjectBody of(byte[] bytes, int length) {
    requireNonNull(bytes, "bytes");
    MessageDigest digest = md5Digest();
    digest.update(bytes, 0, length);
    return new ObjectBody(
        () -> new ByteArrayInputStream(bytes, 0, length),
        length,
        HexFormat.of().formatHex(digest.digest()));
  }

  /** A file that is no longer changed, and whose MD5 the caller took while writing it. */
  public static ObjectBody of(Path file, long length, String md5) {
    return new ObjectBody(() -> Files.newInputStream(file), length, md5);
  }

  /** An MD5 digest: the checksum that every S3 store verifies on arrival and returns as ETag. */
  public static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /** In bytes. */
  public long length() {
    return length;
  }

  /** In hexadecimal, lower case. */
  public String md5() {
    return md5;
  }

  /** The bytes from the first. The caller closes the stream. */
  public InputStream open() throws IOException {
    return source.open();
  }

  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }
}
