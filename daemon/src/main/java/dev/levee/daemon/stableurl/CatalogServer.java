package dev.levee.daemon.stableurl;

import dev.levee.sync.model.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One region's catalog server, to which requests go on. Follows no redirects, keeps no cookies. */
final class CatalogServer {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogServer.class);

  /** So long nobody waits for a server that could just not be connected to. */
  private static final long LEFT_ALONE = Duration.ofSeconds(2).toNanos();

  private final URI uri;
  private final Patience patience;
  private final Time time;
  private final HttpClient client;
  private boolean isDown;
  private long downSince;

  /**
   * How long a server is waited for.
   *
   * @param connect for a connection
   * @param answer for the answer's head, from the request's beginning
   * @param piece for each further piece of the answer's body
   */
  record Patience(Duration connect, Duration answer, Duration piece) {
    static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  CatalogServer(URI uri, Patience patience, Time time) {
    this.uri = uri;
    this.patience = patience;
    this.time = time;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  URI uri() {
    return uri;
  }

  Patience patience() {
    return patience;
  }

  /** Whether the last request found nobody there. */
  synchronized boolean isDown() {
    return isDown;
  }

  /** The same, just now: it is not worth while to try again. */
  synchronized boolean isLeftAlone() {
    return isDown && time.nanoTime() - downSince < LEFT_ALONE;
  }

  /**
   * Sends a request on.
   *
   * @return the answer's head; its body has to be passed on
   * @throws UnreachableServer when no answer comes
   */
  HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(
      Request request, CatalogPath path, BodyPublisher body)
      throws UnreachableServer, InterruptedException {
    HttpRequest.Builder outgoing =
        HttpRequest.newBuilder(path.at(uri, request.getHttpURI().getQuery()))
            .timeout(patience.answer());
    try {
      outgoing.method(request.getMethod(), body);
      PassedHeaders.toServer(request.getHeaders(), outgoing);
    } catch (IllegalArgumentException e) {
      throw RefusedRequest.of(400, "INVALID_ARGUMENT", "the request has a malformed header");
    }
    try {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
          client.send(outgoing.build(), BodyHandlers.ofPublisher());
      found(true);
      return answer;
    } catch (HttpConnectTimeoutException | ConnectException e) {
      found(false);
      throw new UnreachableServer(502, name() + " cannot be connected to" + why(e), e);
    } catch (HttpTimeoutException e) {
      throw new UnreachableServer(
          504, name() + " did not answer within " + patience.answer().toSeconds() + " s", e);
    } catch (IOException | UnresolvedAddressException e) {
      // While a body is passed on, it may as well be the client that broke off.
      if (!PassedBody.isPassedAsItComes(body)) {
        found(false);
      }
      throw new UnreachableServer(502, name() + " gave no answer" + why(e), e);
    }
  }

  private String name() {
    return "the primary region's catalog server";
  }

  private static String why(Exception e) {
    return e.getMessage() == null ? "" : ": " + e.getMessage();
  }

  private synchronized void found(boolean answered) {
    if (isDown == answered) {
      LOG.info("the catalog server {} {}", uri, answered ? "answers again" : "is not reached");
    }
    isDown = !answered;
    downSince = time.nanoTime();
  }
}
