package dev.levee.sync.store.s3.direct;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The body of an answer, as long as its head says (RFC 9112, section 6.3). What ends before that is
 * an error, never a shorter body; only of one whose end is the connection's nobody can tell.
 */
abstract class AnswerBody extends InputStream {
  private boolean atEnd;

  /**
   * The body that follows a head.
   *
   * @param none whether the request was one whose answer has no body, whatever its head says
   */
  static AnswerBody of(AnswerHead head, boolean none, ConnectionInput input) throws IOException {
    if (none || head.status() == 204 || head.status() == 304) {
      return new Sized(input, 0);
    }
    if (head.isChunked()) {
      return new Chunked(input);
    }
    OptionalLong length = head.contentLength();
    return length.isPresent() ? new Sized(input, length.getAsLong()) : new UntilClosed(input);
  }

  /** Whether all of it was read, so that the next answer may follow on the connection. */
  boolean isAtEnd() {
    return atEnd;
  }

  void ended() {
    atEnd = true;
  }

  /** Up to so many bytes, at least one; negative at the end. */
  abstract int readSome(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    return atEnd ? -1 : readSome(bytes, offset, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private static final class Sized extends AnswerBody {
    private final ConnectionInput input;
    private long remaining;

    Sized(ConnectionInput input, long length) {
      this.input = input;
      this.remaining = length;
      if (length == 0) {
        ended();
      }
    }

    @Override
    int readSome(byte[] bytes, int offset, int length) throws IOException {
      int read = input.read(bytes, offset, (int) Math.min(length, remaining));
      if (read < 0) {
        throw new EOFException("the answer ended " + remaining + " bytes early");
      }
      remaining -= read;
      if (remaining == 0) {
        ended();
      }
      return read;
    }
  }

  private static final class Chunked extends AnswerBody {
    private final ConnectionInput input;
    private long remaining;
    private boolean first = true;

    Chunked(ConnectionInput input) {
      this.input = input;
    }

    @Override
    int readSome(byte[] bytes, int offset, int length) throws IOException {
      if (remaining == 0 && !beginsChunk()) {
        return -1;
      }
      int read = input.read(bytes, offset, (int) Math.min(length, remaining));
      if (read < 0) {
        throw new EOFException("the answer ended within a chunk");
      }
      remaining -= read;
      return read;
    }

    /** Whether there is another chunk; else the trailers are read as well. */
    private boolean beginsChunk() throws IOException {
      if (!first && !input.line().isEmpty()) {
        throw new IOException("not an answer of HTTP: a chunk is longer than it says");
      }
      first = false;
      String line = input.line();
      int extension = line.indexOf(';');
      String size = (extension < 0 ? line : line.substring(0, extension)).strip();
      remaining =
          AnswerHead.digits(size, 16)
              .orElseThrow(
                  () -> new IOException("not an answer of HTTP: '" + line + "' begins no chunk"));
      if (remaining > 0) {
        return true;
      }
      while (!input.line().isEmpty()) {
        // Trailers say nothing that is wanted.
      }
      ended();
      return false;
    }
  }

  /** Its end is the connection's, which therefore is never used again. */
  private static final class UntilClosed extends AnswerBody {
    private final ConnectionInput input;

    UntilClosed(ConnectionInput input) {
      this.input = input;
    }

    @Override
    int readSome(byte[] bytes, int offset, int length) throws IOException {
      return input.read(bytes, offset, length);
    }
  }
}
