package dev.levee.sync.store.s3.direct;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What goes over a connection: a head and a small body in one call of the system. */
final class ConnectionOutput extends OutputStream {
  /** What Java gives to the system at a time anyway; a slow server takes so much soon enough. */
  private static final int SLICE_BYTES = 128 << 10;

  private final OutputStream socket;
  private final byte[] buffer;
  private int filled;
  private long written;

  /** How often the system was given bytes, and how often it took them: odd in between. */
  private long handovers;

  /** The same for whoever looks from another thread. */
  private volatile long shownHandovers;

  private long handoversAtLook;

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
      handOver(bytes, offset + first, rest);
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
      handOver(buffer, 0, length);
    }
  }

  private void handOver(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += SLICE_BYTES) {
      shownHandovers = ++handovers;
      socket.write(bytes, offset + done, Math.min(SLICE_BYTES, length - done));
      shownHandovers = ++handovers;
    }
  }

  /**
   * Whether the system has been given bytes all the time since this was asked last, and has taken
   * none: a write to a socket waits for the server without an end. From one thread, any.
   */
  boolean isStuck() {
    long now = shownHandovers;
    boolean stuck = now % 2 != 0 && now == handoversAtLook;
    handoversAtLook = now;
    return stuck;
  }
}
