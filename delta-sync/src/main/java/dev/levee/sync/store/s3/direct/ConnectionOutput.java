package dev.levee.sync.store.s3.direct;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What goes over a connection: a head and a small body in one call of the system. */
final class ConnectionOutput extends OutputStream {
  private final OutputStream socket;
  private final byte[] buffer;
  private int filled;
  private long written;

  ConnectionOutput(OutputStream socket, int bufferBytes) {
    this.socket = socket;
    this.buffer = new byte[bufferBytes];
  }

  /** Writes text of Latin characters alone, as heads are. */
  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** How many bytes were written so far, in all. */
  long written() {
    return written;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    written += length;
    int first = Math.min(length, buffer.length - filled);
    System.arraycopy(bytes, offset, buffer, filled, first);
    filled += first;
    if (filled == buffer.length) {
      flush();
    }
    int rest = length - first;
    if (rest >= buffer.length) {
      socket.write(bytes, offset + first, rest);
    } else if (rest > 0) {
      System.arraycopy(bytes, offset + first, buffer, 0, rest);
      filled = rest;
    }
  }

  @Override
  public void flush() throws IOException {
    if (filled > 0) {
      int length = filled;
      filled = 0;
      socket.write(buffer, 0, length);
    }
  }
}
