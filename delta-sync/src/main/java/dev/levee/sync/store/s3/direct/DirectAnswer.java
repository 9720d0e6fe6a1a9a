package dev.levee.sync.store.s3.direct;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** An answer, whose body is still to be read. Holds a connection until it is closed. */
public final class DirectAnswer implements AutoCloseable {
  private final AnswerHead head;
  private final Body body;

  /**
   * An answer.
   *
   * @param ending what becomes of the connection
   */
  DirectAnswer(AnswerHead head, AnswerBody body, Ending ending) {
    this.head = head;
    this.body = new Body(body, ending);
  }

  /** Takes a connection back. */
  @FunctionalInterface
  interface Ending {
    /** Takes it back; nothing is on its way on it any more where all of the body was read. */
    void ended(boolean whole);
  }

  private static final class Body extends FilterInputStream {
    private final AnswerBody bytes;
    private final Ending ending;
    private boolean closed;

    Body(AnswerBody bytes, Ending ending) {
      super(bytes);
      this.bytes = bytes;
      this.ending = ending;
    }

    /** Reading on only to use the connection again could take for ever. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        ending.ended(bytes.isAtEnd());
      }
    }
  }

  /** The status of HTTP. */
  public int status() {
    return head.status();
  }

  /** A header; its name has no case. */
  public Optional<String> header(String name) {
    return head.first(name);
  }

  /** The headers whose names begin so, by the rest of their names in lower case. */
  public Map<String, String> headersBehind(String prefix) {
    return head.behind(prefix);
  }

  /** The body. Closing it closes the answer. */
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    body.close();
  }
}
