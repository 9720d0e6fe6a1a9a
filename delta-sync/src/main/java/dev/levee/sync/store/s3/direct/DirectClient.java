package dev.levee.sync.store.s3.direct;

import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectBody;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Sends requests of HTTP/1.1 over kept connections: each once, no redirect, no repetition, no
 * proxy.
 */
public final class DirectClient implements AutoCloseable {
  private static final long ASKED_ABOVE = 64L << 10;
  private static final ObjectBody NOTHING = ObjectBody.of(new byte[0]);

  private final AwsCredentialsProvider credentials;
  private final SignatureV4 signature;
  private final Time time;
  private final ConnectionPool connections;

  /**
   * How connections are made.
   *
   * @param maximum connections at a time
   * @param connect the longest wait for a connection to be made
   * @param read the longest silence within a request, and wait for a connection to become free
   */
  public record Limits(int maximum, Duration connect, Duration read) {}

  /** A client that signs for a region. Connects when the first request is sent. */
  public DirectClient(AwsCredentialsProvider credentials, String region, Limits limits, Time time) {
    this.credentials = credentials;
    this.signature = new SignatureV4(region);
    this.time = time;
    this.connections = new ConnectionPool(limits, time);
  }

  /**
   * Sends a request.
   *
   * @throws StuckRequestException when {@link #abortStuckRequests} has ended it
   * @throws IOException when no answer came; the request may have been carried out
   * @throws software.amazon.awssdk.core.exception.SdkException when there are no credentials;
   *     nothing was sent then
   */
  public DirectAnswer send(DirectRequest request) throws IOException {
    boolean asked = mayBeRefusedUnread(request);
    String head = head(request, asked);
    ObjectBody body = request.body().orElse(NOTHING);
    KeptConnection connection = connections.lease(request.bucket().server());
    try {
      AnswerHead answer =
          asked ? connection.exchangeWhenWanted(head, body) : connection.exchange(head, body);
      AnswerBody bytes = AnswerBody.of(answer, request.method().equals("HEAD"), connection.input());
      boolean kept = answer.isKept() && isUsual(request, answer);
      return new DirectAnswer(answer, bytes, whole -> ended(connection, kept && whole));
    } catch (IOException | RuntimeException | Error e) {
      connections.discard(connection);
      throw e;
    }
  }

  private void ended(KeptConnection connection, boolean kept) {
    if (kept) {
      connections.release(connection);
    } else {
      connections.discard(connection);
    }
  }

  /**
   * A refused body may not have been read: the rest of it would be taken for the next request. A
   * 408 may be about the wait for a request that was under way to the server: the next answer on
   * the connection would then be this one's.
   */
  private static boolean isUsual(DirectRequest request, AnswerHead answer) {
    boolean found = answer.status() / 100 == 2;
    return found || (answer.status() == 404 && request.body().isEmpty());
  }

  private String head(DirectRequest request, boolean asked) throws IOException {
    signature.sign(request, credentials.resolveCredentials(), time.now());
    StringBuilder head = new StringBuilder(1024);
    head.append(request.method()).append(' ').append(request.path());
    if (!request.query().isEmpty()) {
      head.append('?').append(request.query());
    }
    head.append(" HTTP/1.1\r\n");
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      add(head, header.getKey(), header.getValue());
    }
    add(head, "user-agent", "levee");
    if (request.body().isPresent()) {
      add(head, "content-length", Long.toString(request.body().get().length()));
    }
    if (asked) {
      add(head, "expect", "100-continue");
    }
    return head.append("\r\n").toString();
  }

  /** A line break in a value, as an answer of a store may have it, would end the header. */
  private static void add(StringBuilder head, String name, String value) throws IOException {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IOException("nothing was sent: a line break in the header " + name);
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /**
   * A server that refuses a condition may close the connection without reading a large body; its
   * answer could then be lost. So it is asked first, which costs little beside such a body.
   */
  private static boolean mayBeRefusedUnread(DirectRequest request) {
    return request.headers().containsKey("if-none-match")
        && request.body().filter(body -> body.length() > ASKED_ABOVE).isPresent();
  }

  /**
   * Requests that are under way, and of which their servers have taken nothing since this was
   * called last, fail with {@link StuckRequestException}. For one thread, again and again: Java
   * bounds how long it waits for bytes from a server, and not how long for it to take some.
   */
  public void abortStuckRequests() {
    connections.abortStuck();
  }

  @Override
  public void close() {
    connections.close();
  }
}
