package dev.levee.sync.engine.commit;

import dev.levee.sync.store.Digests;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.StoreException.Kind;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object read whole, so that its bytes can be sent as often as needed: a small one stays in
 * memory, a large one goes to a temporary file.
 *
 * @param body its bytes
 * @param file holds a large one's bytes until it is closed
 */
public record SpooledObject(ObjectBody body, Optional<Path> file) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpooledObject.class);
  private static final long MAX_IN_MEMORY = 16L << 20;

  /** Writes an object's bytes. */
  @FunctionalInterface
  interface Writer<E extends Exception> {
    void write(OutputStream bytes) throws IOException, E;
  }

  /**
   * Takes what is written.
   *
   * @param about how many bytes, to choose where they go
   */
  static <E extends Exception> SpooledObject write(long about, Writer<E> writer)
      throws IOException, E {
    if (about <= MAX_IN_MEMORY) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) about);
      writer.write(bytes);
      return new SpooledObject(ObjectBody.of(bytes.toByteArray()), Optional.empty());
    }
    Path file = Files.createTempFile("levee-commit", ".json");
    MessageDigest md5 = Digests.md5();
    try (OutputStream bytes =
        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), md5)) {
      writer.write(bytes);
    } catch (Exception e) {
      Files.deleteIfExists(file);
      throw e;
    }
    String digest = HexFormat.of().formatHex(md5.digest());
    return new SpooledObject(ObjectBody.of(file, Files.size(file), digest), Optional.of(file));
  }

  /**
   * Reads the object and checks its length.
   *
   * @throws StoreException of kind {@code TRANSIENT} when the stream broke or was short
   */
  static SpooledObject read(ObjectContent content) {
    if (content.attributes().size() <= MAX_IN_MEMORY) {
      return new SpooledObject(ObjectBody.of(content.readAll()), Optional.empty());
    }
    try {
      Path file = Files.createTempFile("levee-commit", ".json");
      try {
        return new SpooledObject(written(content, file), Optional.of(file));
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(Kind.TRANSIENT, "reading a large object failed", e);
    }
  }

  private static ObjectBody written(ObjectContent content, Path target) throws IOException {
    MessageDigest md5 = Digests.md5();
    long length;
    try (InputStream bytes = new DigestInputStream(content.stream(), md5);
        OutputStream out = Files.newOutputStream(target)) {
      length = bytes.transferTo(out);
    }
    if (length != content.attributes().size()) {
      throw new IOException("%d bytes of %d".formatted(length, content.attributes().size()));
    }
    return ObjectBody.of(target, length, HexFormat.of().formatHex(md5.digest()));
  }

  @Override
  public void close() {
    file.ifPresent(
        path -> {
          try {
            Files.deleteIfExists(path);
          } catch (IOException e) {
            LOG.warn("temporary file {} could not be removed", path, e);
          }
        });
  }
}
