package dev.levee.sync.store.testing.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Where a message's body ends (RFC 9112, section 6.3). */
enum BodyFraming {
  /** There is none. */
  NONE,
  /** As many bytes as announced. */
  LENGTH,
  /** In chunks, the last of which is empty. */
  CHUNKED,
  /** Where the connection ends. */
  UNTIL_CLOSE;

  private static final int BUFFER = 1 << 14;
  private static final int HEXADECIMAL = 16;

  static BodyFraming ofRequest(MessageHead head) {
    if (head.has("Transfer-Encoding", "chunked")) {
      return CHUNKED;
    }
    return head.value("Content-Length").isPresent() ? LENGTH : NONE;
  }

  static BodyFraming ofAnswer(MessageHead head, boolean toHead) {
    int status = head.status();
    if (toHead || status < 200 || status == 204 || status == 304) {
      return NONE;
    }
    BodyFraming framing = ofRequest(head);
    return framing == NONE ? UNTIL_CLOSE : framing;
  }

  /** Copies a body as it is, chunk sizes and trailers included. */
  void copy(MessageHead head, InputStream in, OutputStream out) throws IOException {
    switch (this) {
      case NONE -> {}
      case LENGTH -> copy(in, out, Long.parseLong(head.value("Content-Length").orElseThrow()));
      case CHUNKED -> copyChunks(in, out);
      case UNTIL_CLOSE -> in.transferTo(out);
    }
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, BUFFER));
      if (read < 0) {
        throw new EOFException(left + " bytes of a body are missing");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private static void copyChunks(InputStream in, OutputStream out) throws IOException {
    long size;
    do {
      String line = copyLine(in, out);
      size = Long.parseLong(line.split(";", 2)[0].strip(), HEXADECIMAL);
      copy(in, out, size);
      // The end of a chunk's data; after the last chunk the trailers begin instead.
      if (size > 0) {
        copyLine(in, out);
      }
    } while (size > 0);
    while (!copyLine(in, out).isEmpty()) {
      // Each trailer has been copied.
    }
  }

  private static String copyLine(InputStream in, OutputStream out) throws IOException {
    String line = MessageHead.requiredLine(in);
    out.write((line + "\r\n").getBytes(ISO_8859_1));
    return line;
  }
}
