package dev.levee.daemon.stableurl;

import dev.levee.daemon.catalog.CatalogAnswer;
import dev.levee.daemon.config.ListenAddress;
import dev.levee.daemon.report.StableUrlReport;
import dev.levee.daemon.report.StableUrlTraffic;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.model.RegionName;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port of one group's stable URL. */
final class StableUrlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StableUrlServer.class);
  private static final int THREADS = 64;
  private static final int MAX_CONNECTIONS = 1024;

  /** A client that neither sends nor takes anything for so long is cut off. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final StableUrl stableUrl;
  private final ListenAddress listen;
  private final Server server;
  private final ServerConnector connector;

  /**
   * A port that is not open yet.
   *
   * @param drain how long requests under way may take when it is closed
   */
  StableUrlServer(StableUrl stableUrl, ListenAddress listen, Duration drain) {
    this.stableUrl = stableUrl;
    this.listen = listen;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("levee-stable-url-" + stableUrl.traffic().group());
    this.server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // The catalog server sends its own.
    http.setSendDateHeader(false);
    this.connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    server.setErrorHandler(new Errors());
    server.setStopTimeout(drain.toMillis());
    server.setHandler(new GracefulHandler(new Requests()));
  }

  /**
   * Opens the port.
   *
   * @throws StableUrlException when it cannot be had
   */
  void start() {
    try {
      server.start();
    } catch (IOException e) {
      throw new StableUrlException(
          "the stable URL of %s cannot be opened on %s: it is taken, or the address is none of this machine; change stable_url.listen"
              .formatted(stableUrl.traffic().group(), listen),
          e);
    } catch (Exception e) {
      throw new IllegalStateException("a web server does not start", e);
    }
  }

  StableUrlTraffic traffic() {
    return stableUrl.traffic();
  }

  StableUrlReport report() {
    GroupStatus status = stableUrl.status();
    RegionName primary = status.primary();
    return new StableUrlReport(
        traffic().group(),
        "http://" + new ListenAddress(listen.host(), port()),
        primary.value(),
        stableUrl.server(primary).map(target -> target.uri().toString()),
        stableUrl.serving(status),
        traffic().inFlight());
  }

  private int port() {
    return connector.getLocalPort() > 0 ? connector.getLocalPort() : listen.port();
  }

  /** Takes no new requests, and lets those under way end, for a while. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("requests at a stable URL were cut off: {}", Wording.printable(e.toString()));
    }
  }

  /** Hands requests over. What broke off is not ended, so that no client takes it for whole. */
  private final class Requests extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      try {
        stableUrl.answer(request, response);
        callback.succeeded();
      } catch (IOException e) {
        LOG.debug("an answer broke off", e);
        callback.failed(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        callback.failed(e);
      } catch (RuntimeException e) {
        LOG.error("a stable URL could not answer", e);
        callback.failed(e);
      }
      return true;
    }
  }

  /** What Jetty itself refuses, such as a request that is no HTTP. */
  private static final class Errors extends ErrorHandler {
    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        String message,
        Throwable cause,
        Callback callback)
        throws IOException {
      String text =
          switch (code / 100) {
            case 4 -> "this is no request that can be answered";
            default -> "the request failed, or the daemon is stopping";
          };
      Responses.send(
          CatalogAnswer.error(code, code < 500 ? "INVALID_ARGUMENT" : "INTERNAL", text), response);
      callback.succeeded();
    }
  }
}
