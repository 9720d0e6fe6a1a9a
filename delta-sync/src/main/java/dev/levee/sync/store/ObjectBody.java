package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of a request: their length and MD5 are known before, so that a store can check them,
 * and all but a stream's can be read any number of times, so that a request can be repeated.
 */
public final class ObjectBody {
  /** As much as Java's sockets take in one call. */
  private static final int TRANSFER_BYTES = 128 << 10;

  private final Source source;
  private final long length;
  private final String md5;
  private final boolean replayable;

  private ObjectBody(Source source, long length, String md5, boolean replayable) {
    this.source = source;
    this.length = length;
    this.md5 = md5;
    this.replayable = replayable;
  }

  /** These bytes, which the caller no longer changes. */
  public static ObjectBody of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  /** The first {@code length} of these bytes, which the caller no longer changes. */
  public static ObjectBody of(byte[] bytes, int length) {
    requireNonNull(bytes, "bytes");
    MessageDigest digest = Digests.md5();
    digest.update(bytes, 0, length);
    return new ObjectBody(
        () -> new ByteArrayInputStream(bytes, 0, length),
        length,
        HexFormat.of().formatHex(digest.digest()),
        true);
  }

  /** A file that is no longer changed, and whose MD5 the caller took while writing it. */
  public static ObjectBody of(Path file, long length, String md5) {
    return new ObjectBody(() -> Files.newInputStream(file), length, md5, true);
  }

  /**
   * A stream, which can be read once.
   *
   * @param length of what it gives
   * @param md5 that its bytes ought to have: only the store finds out whether they do
   */
  public static ObjectBody once(InputStream stream, long length, String md5) {
    AtomicBoolean opened = new AtomicBoolean();
    Source source =
        () -> {
          if (opened.getAndSet(true)) {
            throw new IOException("this body can be read once only");
          }
          return stream;
        };
    return new ObjectBody(source, length, md5, false);
  }

  /** In bytes. */
  public long length() {
    return length;
  }

  /** In hexadecimal, lower case. */
  public String md5() {
    return md5;
  }

  /** Whether the bytes can be read again. */
  public boolean isReplayable() {
    return replayable;
  }

  /** The bytes from the first. The caller closes the stream. */
  public InputStream open() throws IOException {
    return source.open();
  }

  /** Writes all bytes, and leaves the stream open. */
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream bytes = open()) {
      if (bytes instanceof ByteArrayInputStream array) {
        array.transferTo(out);
        return;
      }
      byte[] buffer = new byte[(int) Math.min(Math.max(length, 1), TRANSFER_BYTES)];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        out.write(buffer, 0, read);
      }
    }
  }

  @FunctionalInterface
  private interface Source {
    InputStream open() throws IOException;
  }
}
