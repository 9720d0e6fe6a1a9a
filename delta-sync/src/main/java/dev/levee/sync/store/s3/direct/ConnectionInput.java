package dev.levee.sync.store.s3.direct;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What comes over a connection. A head and a small body come in one call of the system; a large
 * body goes past the buffer.
 */
final class ConnectionInput {
  private final InputStream socket;
  private final byte[] buffer;
  private int next;
  private int end;

  ConnectionInput(InputStream socket, int bufferBytes) {
    this.socket = socket;
    this.buffer = new byte[bufferBytes];
  }

  /** Whether something has come that nobody has read. */
  boolean hasUnread() {
    return next < end;
  }

  /** Waits for something to be read, or for the end. */
  void await() throws IOException {
    if (!hasUnread()) {
      refill();
    }
  }

  /** A line without its end, which may lack the carriage return (RFC 9112, 2.2). */
  String line() throws IOException {
    int length = 0;
    while (true) {
      for (int i = next + length; i < end; i++, length++) {
        if (buffer[i] == '\n') {
          int text = length > 0 && buffer[i - 1] == '\r' ? length - 1 : length;
          String line = new String(buffer, next, text, StandardCharsets.ISO_8859_1);
          next = i + 1;
          return line;
        }
      }
      makeRoom();
      if (fill() < 0) {
        throw new EOFException(
            length == 0 ? "the server closed the connection" : "the answer ended early");
      }
    }
  }

  private void makeRoom() throws IOException {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, end - next);
      end -= next;
      next = 0;
    }
    if (end == buffer.length) {
      throw new IOException("not an answer of HTTP: a line of more than " + end + " bytes");
    }
  }

  private int refill() throws IOException {
    next = 0;
    end = 0;
    return fill();
  }

  private int fill() throws IOException {
    int read = socket.read(buffer, end, buffer.length - end);
    end += Math.max(read, 0);
    return read;
  }

  /** As {@link InputStream#read(byte[], int, int)}. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    if (!hasUnread()) {
      if (length >= buffer.length) {
        return socket.read(bytes, offset, length);
      }
      if (refill() < 0) {
        return -1;
      }
    }
    int read = Math.min(length, end - next);
    System.arraycopy(buffer, next, bytes, offset, read);
    next += read;
    return read;
  }
}
