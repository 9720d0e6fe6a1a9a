package dev.levee.daemon.admin;

import dev.levee.daemon.admin.Routes.Route;
import dev.levee.daemon.catalog.ReadEndpoint;
import dev.levee.daemon.catalog.ReplicaThreads;
import dev.levee.daemon.config.AdminConfig;
import dev.levee.daemon.report.Metrics;
import dev.levee.daemon.stableurl.StableUrls;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.model.Time;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The admin port. It serves what the engine says of its groups, and passes on what operators want
 * done; it decides nothing itself. All limits are small: a few operators and their tools use it.
 */
public final class AdminServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int MAX_CONNECTIONS = 256;

  /** A client that says nothing for so long is cut off. */
  private static final Duration IDLE = Duration.ofSeconds(20);

  /** How long connections without a request hold up the end. */
  private static final Duration IDLE_AT_STOP = Duration.ofMillis(50);

  /** A body that comes more slowly than this many bytes a second is not waited for. */
  private static final long SLOWEST_BODY = 1024;

  private static final Duration STOP = Duration.ofSeconds(3);

  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.HEAD,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE,
          HandlerType.OPTIONS,
          HandlerType.TRACE);

  private final AdminConfig admin;
  private final ExecutorService replicaThreads = ReplicaThreads.create();
  private final Javalin server;

  /** A port that is not open yet. */
  public AdminServer(
      AdminConfig admin, ReplicationEngine engine, StableUrls stableUrls, Time time) {
    this.admin = admin;
    List<GroupControl> groups = engine.groups();
    ReadEndpoint replicas = ReadEndpoint.of(groups, replicaThreads, time);
    CatalogRoutes catalogs = new CatalogRoutes(groups, stableUrls, replicas, time);
    Metrics metrics = new Metrics(groups, stableUrls.traffic(), time);
    List<Route> routes = new Routes(engine, catalogs, metrics, time).all();
    this.server = Javalin.create(config -> configure(config, routes));
  }

  /**
   * Opens the port.
   *
   * @throws AdminPortException when it cannot be had
   */
  public void start() {
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw new AdminPortException(
          "the admin port "
              + admin.listen()
              + " cannot be opened: it is taken, or the address is"
              + " none of this machine; stop the other daemon or change admin.listen",
          e);
    }
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  /** Closes the port; requests under way have a few seconds to end. */
  @Override
  public void close() {
    server.stop();
    replicaThreads.shutdownNow();
  }

  private void configure(JavalinConfig config, List<Route> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("levee-admin");
    config.jetty.threadPool = threads;
    config.jetty.addConnector(this::connector);
    config.jetty.modifyServer(AdminServer::limit);
    config.requestLogger.http((context, milliseconds) -> Answers.audit(context));
    Gatekeeper gatekeeper = new Gatekeeper(admin, this::port);
    config.routes.before(Answers::secure);
    config.routes.before(gatekeeper::check);
    config.routes.exception(Refusal.class, Answers::refused);
    config.routes.exception(HttpResponseException.class, Answers::refused);
    config.routes.exception(Exception.class, Answers::failed);
    serve(config.routes, routes);
  }

  private static void serve(RoutesConfig config, List<Route> routes) {
    Set<String> paths = routes.stream().map(Route::path).collect(Collectors.toSet());
    routes.forEach(
        route ->
            config.addHttpHandler(
                HandlerType.findOrCreate(route.method()), route.path(), route.handler()));
    for (String path : paths) {
      List<Route> there = routes.stream().filter(route -> route.path().equals(path)).toList();
      Set<String> served = there.stream().map(Route::method).collect(Collectors.toSet());
      Handler otherwise =
          there.stream()
              .flatMap(route -> route.otherwise().stream())
              .findFirst()
              .orElse(refusing(String.join(", ", served)));
      METHODS.stream()
          .filter(
              method -> !served.contains(method.equals(HandlerType.HEAD) ? "GET" : method.name()))
          .forEach(method -> config.addHttpHandler(method, path, otherwise));
    }
  }

  private static Handler refusing(String allow) {
    return context -> {
      context.header("Allow", allow);
      throw new Refusal(405, "METHOD_NOT_ALLOWED", "this address takes only " + allow);
    };
  }

  private Connector connector(Server jetty, HttpConfiguration http) {
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
    connector.setHost(admin.listen().host());
    connector.setPort(admin.listen().port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
    return connector;
  }

  private static void limit(Server jetty) {
    jetty.setStopTimeout(STOP.toMillis());
    jetty.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, jetty));
    jetty.setErrorHandler(new PlainErrors());
    jetty.setHandler(new MinimumDataRateHandler(SLOWEST_BODY, 0));
  }
}
