package dev.levee.sync.store.s3.direct;

import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectBody;
import dev.levee.sync.store.s3.direct.DirectAnswer.Connection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Sends requests over kept connections: each once, no redirect, no repetition, no proxy. The
 * connections are those of Apache HttpClient, without the layers above them.
 */
public final class DirectClient implements AutoCloseable {
  /** A server may have closed a connection that was idle for so long. */
  private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(1);

  /** A small object and its headers go, and come, in one call of the system. */
  private static final int BUFFER_BYTES = 32 << 10;

  private static final long ASKED_ABOVE = 64L << 10;
  private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(10);

  private final AwsCredentialsProvider credentials;
  private final SignatureV4 signature;
  private final Time time;
  private final Timeout patience;
  private final PoolingHttpClientConnectionManager connections;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();

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
    this.patience = Timeout.of(limits.read());
    this.connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(Http1Config.custom().setBufferSize(BUFFER_BYTES).build())
                    .build())
            .setTlsSocketStrategy(new LazyTls())
            .setMaxConnTotal(limits.maximum())
            .setMaxConnPerRoute(limits.maximum())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(limits.connect()))
                    .setSocketTimeout(patience)
                    .setTimeToLive(CONNECTION_LIFE)
                    .setValidateAfterInactivity(CHECKED_AFTER)
                    .build())
            .build();
  }

  /**
   * Sends a request.
   *
   * @throws IOException when no answer came; the request may have been carried out
   * @throws software.amazon.awssdk.core.exception.SdkException when there are no credentials;
   *     nothing was sent then
   */
  public DirectAnswer send(DirectRequest request) throws IOException {
    ClassicHttpRequest message = message(request);
    ConnectionEndpoint endpoint = lease(request.bucket().route());
    HttpClientContext context = HttpClientContext.create();
    try {
      if (!endpoint.isConnected()) {
        connections.connect(endpoint, null, context);
      }
      ClassicHttpResponse response = endpoint.execute("", message, executor::execute, context);
      return answer(message, response, endpoint, context);
    } catch (HttpException e) {
      discard(endpoint);
      throw new IOException("not an answer of HTTP: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      discard(endpoint);
      throw e;
    }
  }

  private ConnectionEndpoint lease(HttpRoute route) throws IOException {
    try {
      return connections.lease("", route, patience, null).get(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("stopped");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no connection became free: " + e.getMessage(), e);
    }
  }

  private ClassicHttpRequest message(DirectRequest request) {
    String target = request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
    ClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), target);
    signature.sign(request, credentials.resolveCredentials(), time.now());
    request.headers().forEach(message::addHeader);
    message.addHeader("user-agent", "levee");
    request.body().ifPresent(body -> attach(message, body));
    if (mayBeRefusedUnread(request)) {
      message.addHeader("expect", "100-continue");
    }
    return message;
  }

  /**
   * A server that refuses a condition may close the connection without reading a large body; its
   * answer could then be lost. So it is asked first, which costs little beside such a body.
   */
  private static boolean mayBeRefusedUnread(DirectRequest request) {
    return request.headers().containsKey("if-none-match")
        && request.body().filter(body -> body.length() > ASKED_ABOVE).isPresent();
  }

  private static void attach(ClassicHttpRequest message, ObjectBody body) {
    message.addHeader("content-length", Long.toString(body.length()));
    message.setEntity(
        new EntityTemplate(body.length(), ContentType.APPLICATION_OCTET_STREAM, body::writeTo));
  }

  /** A refused body may not have been read: the rest of it would be taken for the next request. */
  private DirectAnswer answer(
      ClassicHttpRequest request,
      ClassicHttpResponse response,
      ConnectionEndpoint endpoint,
      HttpClientContext context)
      throws IOException {
    boolean refusedBody = request.getEntity() != null && response.getCode() >= 300;
    boolean kept =
        !refusedBody
            && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    TimeValue life =
        DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
    Connection connection =
        new Connection() {
          @Override
          public void release() {
            if (kept) {
              connections.release(endpoint, null, life);
            } else {
              DirectClient.this.discard(endpoint);
            }
          }

          @Override
          public void discard() {
            DirectClient.this.discard(endpoint);
          }
        };
    return new DirectAnswer(
        response.getCode(), response, Optional.ofNullable(response.getEntity()), connection);
  }

  private void discard(ConnectionEndpoint endpoint) {
    endpoint.close(CloseMode.IMMEDIATE);
    connections.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
  }

  @Override
  public void close() {
    connections.close(CloseMode.IMMEDIATE);
  }
}
