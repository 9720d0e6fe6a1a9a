package dev.levee.sync.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object opened for reading.
 *
 * @param attributes of the state that is read; without user metadata where the store does not
 *     return it
 * @param stream its bytes, from the first; the reader closes it
 */
public record ObjectContent(ObjectAttributes attributes, InputStream stream)
    implements AutoCloseable {
  /**
   * Reads all bytes and checks that none is missing.
   *
   * @throws StoreException of kind {@code TRANSIENT} when the stream broke or was short
   */
  public byte[] readAll() {
    try (stream) {
      int size = Math.toIntExact(attributes.size());
      byte[] bytes = new byte[size];
      if (stream.readNBytes(bytes, 0, size) != size || stream.read() != -1) {
        throw new EOFException("expected " + size + " bytes and got another number");
      }
      return bytes;
    } catch (IOException e) {
      throw new StoreException(StoreException.Kind.TRANSIENT, "reading an object failed", e);
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new StoreException(StoreException.Kind.TRANSIENT, "closing an object failed", e);
    }
  }
}
