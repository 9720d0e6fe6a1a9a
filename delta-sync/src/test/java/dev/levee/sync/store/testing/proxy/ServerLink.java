package dev.levee.sync.store.testing.proxy;

import dev.levee.sync.model.Time;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to the server that belongs to one client's. */
final class ServerLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);

  /** Servers close idle connections; one that was used just now is still there. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final int CONTINUE = 100;

  private final InetSocketAddress address;
  private final Time time;
  private volatile Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private Optional<MessageHead> early = Optional.empty();
  private long usedAt;

  ServerLink(InetSocketAddress address, Time time) {
    this.address = address;
    this.time = time;
  }

  /** A server's answer, whole. */
  record Answer(MessageHead head, ByteArrayOutputStream body) {}

  /**
   * Sends a request.
   *
   * @param client the request's body comes from it
   * @param toClient takes a {@code 100 Continue}
   */
  void send(MessageHead head, InputStream client, OutputStream toClient) throws IOException {
    open();
    early = Optional.empty();
    head.write(out);
    out.flush();
    if (head.has("Expect", "100-continue")) {
      MessageHead first = readHead();
      if (first.status() != CONTINUE) {
        early = Optional.of(first);
        return;
      }
      first.write(toClient);
      toClient.flush();
    }
    BodyFraming.ofRequest(head).copy(head, client, out);
    out.flush();
  }

  private void open() throws IOException {
    if (!socket.isConnected() || time.nanoTime() - usedAt > FRESH.toNanos()) {
      close();
      Socket opened = new Socket();
      socket = opened;
      opened.setTcpNoDelay(true);
      opened.connect(address);
      in = new BufferedInputStream(opened.getInputStream());
      out = new BufferedOutputStream(opened.getOutputStream());
    }
  }

  private MessageHead readHead() throws IOException {
    return MessageHead.read(in)
        .orElseThrow(() -> new IOException("the server ended the connection"));
  }

  private MessageHead finalHead() throws IOException {
    MessageHead head = early.isPresent() ? early.get() : readHead();
    while (head.status() < 200) {
      head = readHead();
    }
    usedAt = time.nanoTime();
    return head;
  }

  /** Reads the answer to the end. */
  Answer receive(boolean toHead) throws IOException {
    MessageHead head = finalHead();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    BodyFraming.ofAnswer(head, toHead).copy(head, in, body);
    return new Answer(head, body);
  }

  /** Passes the answer on; false when no other can follow on the same connection. */
  boolean pass(boolean toHead, OutputStream client) throws IOException {
    MessageHead head = finalHead();
    BodyFraming framing = BodyFraming.ofAnswer(head, toHead);
    head.write(client);
    framing.copy(head, in, client);
    client.flush();
    return early.isEmpty()
        && framing != BodyFraming.UNTIL_CLOSE
        && !head.has("Connection", "close");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection was gone already", e);
    }
  }
}
