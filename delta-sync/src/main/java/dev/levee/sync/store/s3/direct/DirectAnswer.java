package dev.levee.sync.store.s3.direct;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpMessage;

/** An answer, whose body is still to be read. Holds a connection until it is closed. */
public final class DirectAnswer implements AutoCloseable {
  private final int status;
  private final HttpMessage head;
  private final Body body;

  /**
   * An answer.
   *
   * @param connection what becomes of it is decided when the answer is closed
   */
  DirectAnswer(int status, HttpMessage head, Optional<HttpEntity> body, Connection connection)
      throws IOException {
    this.status = status;
    this.head = head;
    InputStream bytes = body.isPresent() ? body.get().getContent() : InputStream.nullInputStream();
    this.body = new Body(bytes, connection, body.isEmpty());
  }

  /** Where an answer comes from. */
  interface Connection {
    /** It is used again. */
    void release();

    /** It is closed: something is still on its way on it. */
    void discard();
  }

  private static final class Body extends FilterInputStream {
    private final Connection connection;
    private boolean atEnd;
    private boolean closed;

    Body(InputStream bytes, Connection connection, boolean atEnd) {
      super(bytes);
      this.connection = connection;
      this.atEnd = atEnd;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      atEnd |= one < 0;
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      atEnd |= read < 0;
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    /** Reading on only to use the connection again could take for ever. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (atEnd) {
          connection.release();
        } else {
          connection.discard();
        }
      }
    }
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** A header; its name has no case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(head.getFirstHeader(name)).map(Header::getValue);
  }

  /** The headers whose names begin so, by the rest of their names in lower case. */
  public Map<String, String> headersBehind(String prefix) {
    Map<String, String> found = new HashMap<>();
    for (Header header : head.getHeaders()) {
      String name = header.getName();
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        found.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), header.getValue());
      }
    }
    return found;
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
