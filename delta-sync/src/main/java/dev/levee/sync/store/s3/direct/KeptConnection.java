package dev.levee.sync.store.s3.direct;

import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to a server, for one request after the other. Used by one thread at a time. */
final class KeptConnection {
  /** A small object and its headers go, and come, in one call of the system. */
  private static final int BUFFER_BYTES = 32 << 10;

  /** After that a server that does not know the expectation is sent the body (RFC 9110, 10.1.1). */
  private static final int LONGEST_WAIT_FOR_CONTINUE_MILLIS = 3000;

  private static final int CONTINUE = 100;

  /** A server may have closed a connection that was idle for so long. */
  private static final long CHECKED_AFTER = Duration.ofSeconds(1).toNanos();

  /** Names may lead elsewhere by and by. */
  private static final long LONGEST_LIFE = Duration.ofMinutes(10).toNanos();

  private final Server server;
  private final Socket plain;
  private final Socket socket;
  private final int silenceMillis;
  private final ConnectionInput input;
  private final ConnectionOutput output;
  private final long openedAt;
  private long longestRest = LONGEST_LIFE;
  private long restsSince;
  private volatile boolean stuck;

  private KeptConnection(Server server, Socket plain, Socket socket, long openedAt)
      throws IOException {
    this.server = server;
    this.plain = plain;
    this.socket = socket;
    this.silenceMillis = socket.getSoTimeout();
    this.openedAt = openedAt;
    this.restsSince = openedAt;
    this.input = new ConnectionInput(socket.getInputStream(), BUFFER_BYTES);
    this.output = new ConnectionOutput(socket.getOutputStream(), BUFFER_BYTES);
  }

  /**
   * Connects, at the first of the host's addresses that can be reached.
   *
   * @param patience for each address
   * @param silence the longest one within a request
   * @param now on the monotonic clock
   */
  static KeptConnection open(Server server, Duration patience, Duration silence, long now)
      throws IOException {
    IOException failure = null;
    for (InetAddress address : InetAddress.getAllByName(server.host())) {
      try {
        InetSocketAddress target = new InetSocketAddress(address, server.port());
        return over(connected(target, patience, silence), server, now);
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    throw failure;
  }

  private static Socket connected(InetSocketAddress target, Duration patience, Duration silence)
      throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(target, Math.toIntExact(patience.toMillis()));
      socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static KeptConnection over(Socket plain, Server server, long now) throws IOException {
    try {
      return new KeptConnection(server, plain, server.tls() ? secured(plain, server) : plain, now);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /** By the system's properties; its certificates are read when the first server has TLS. */
  private static Socket secured(Socket plain, Server server) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, server.host(), server.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  Server server() {
    return server;
  }

  /** Where the body of an answer is read. */
  ConnectionInput input() {
    return input;
  }

  /** Sends a request, and gives the head of its answer. */
  AnswerHead exchange(String head, ObjectBody body) throws IOException {
    try {
      output.write(head);
      send(body);
    } catch (IOException e) {
      throw stuck ? new StuckRequestException(server, e) : e;
    }
    return lastHead(AnswerHead.read(input));
  }

  /** What is too much would be the next request, for what is missing the server would wait. */
  private void send(ObjectBody body) throws IOException {
    long before = output.written();
    body.writeTo(output);
    long sent = output.written() - before;
    if (sent != body.length()) {
      throw new IOException(
          "a body of " + body.length() + " bytes was announced, and it has " + sent);
    }
    output.flush();
  }

  /**
   * Sends a request whose body is sent only when the server wants it; the answer to another one may
   * leave nothing but closing the connection.
   */
  AnswerHead exchangeWhenWanted(String head, ObjectBody body) throws IOException {
    output.write(head);
    output.flush();
    while (isAnsweredSoon()) {
      AnswerHead first = AnswerHead.read(input);
      if (first.status() == CONTINUE) {
        break;
      }
      if (!first.isInformational()) {
        return refusal(first);
      }
    }
    return exchange("", body);
  }

  private boolean isAnsweredSoon() throws IOException {
    socket.setSoTimeout(Math.min(LONGEST_WAIT_FOR_CONTINUE_MILLIS, silenceMillis));
    try {
      input.await();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(silenceMillis);
    }
  }

  private static AnswerHead refusal(AnswerHead head) throws IOException {
    if (head.status() / 100 == 2) {
      throw new IOException(
          "the server answered " + head.status() + " to a body that it has not seen");
    }
    return head;
  }

  private AnswerHead lastHead(AnswerHead first) throws IOException {
    AnswerHead last = first;
    while (last.isInformational()) {
      last = AnswerHead.read(input);
    }
    last.keptSeconds().ifPresent(seconds -> longestRest = TimeUnit.SECONDS.toNanos(seconds));
    return last;
  }

  /** Nothing is under way on it from now on. */
  void rests(long now) {
    restsSince = now;
  }

  /** Whether the next request may be sent on it. */
  boolean isUsable(long now) {
    long rested = now - restsSince;
    return now - openedAt < LONGEST_LIFE
        && rested < longestRest
        && !input.hasUnread()
        && (rested < CHECKED_AFTER ? isSilent() : !isClosedByServer());
  }

  /** What came unasked would be taken for the next answer. Over TLS it is not seen by this. */
  private boolean isSilent() {
    try {
      return socket.getInputStream().available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Or has said something that nobody asked for. */
  private boolean isClosedByServer() {
    try {
      socket.setSoTimeout(1);
      try {
        socket.getInputStream().read();
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        socket.setSoTimeout(silenceMillis);
      }
    } catch (IOException e) {
      return true;
    }
  }

  /** Takes leave of the server. Nothing may be under way on it. */
  void close() {
    close(socket);
  }

  /**
   * Whatever is under way on it fails. From any thread. Without a farewell: that of TLS waits for a
   * server that reads.
   */
  void abort() {
    close(plain);
  }

  /** Aborts it when the server has taken nothing of a request since this was called last. */
  void abortIfStuck() {
    if (output.isStuck()) {
      stuck = true;
      abort();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, and that is all that is wanted.
    }
  }
}
