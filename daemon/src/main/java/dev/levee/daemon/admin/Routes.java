package dev.levee.daemon.admin;

import dev.levee.daemon.catalog.ReadEndpoint;
import dev.levee.daemon.report.Metrics;
import dev.levee.daemon.report.Readiness;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.model.Time;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the admin port serves. */
final class Routes {
  /**
   * One address.
   *
   * @param path with {@code {name}} for its variable part, {@code <path>} for one with slashes
   * @param method the only one it takes; one that takes GET takes HEAD too
   * @param otherwise answers all other methods; empty to refuse them
   */
  record Route(String method, String path, Handler handler, Optional<Handler> otherwise) {
    Route(String method, String path, Handler handler) {
      this(method, path, handler, Optional.empty());
    }
  }

  private static final String GROUPS = "/v1/failover-groups";
  private static final String GROUP = GROUPS + "/{name}";
  private static final String REPLICA = ReadEndpoint.PREFIX + "/<path>";

  private final GroupRoutes groups;
  private final CatalogRoutes catalogs;
  private final ReplicationEngine engine;
  private final NotificationRoutes notifications;
  private final Metrics metrics;

  Routes(ReplicationEngine engine, CatalogRoutes catalogs, Metrics metrics, Time time) {
    this.engine = engine;
    this.notifications = new NotificationRoutes(engine.groups(), metrics.notifications());
    this.catalogs = catalogs;
    this.metrics = metrics;
    this.groups = new GroupRoutes(engine.groups(), time);
  }

  List<Route> all() {
    return List.of(
        new Route("GET", GROUPS, groups::list),
        new Route("GET", GROUP, groups::show),
        new Route("GET", GROUP + "/tables", groups::tables),
        new Route("GET", GROUP + "/events", groups::events),
        new Route("GET", GROUP + "/losses", groups::losses),
        new Route("GET", GROUP + "/catalog", catalogs::status),
        new Route("POST", GROUP + "/failover", groups::failover),
        new Route("POST", GROUP + "/pause", groups::pause),
        new Route("POST", GROUP + "/resume", groups::resume),
        new Route("POST", GROUP + "/wake", groups::wake),
        new Route("POST", "/v1/notifications", notifications::post),
        new Route("GET", "/v1/stable-urls", catalogs::stableUrls),
        new Route("GET", REPLICA, catalogs::read, Optional.of(catalogs::read)),
        new Route("GET", "/v1/openapi.json", Routes::openApi),
        new Route("GET", "/healthz", Routes::alive),
        new Route("GET", "/readyz", this::ready),
        new Route("GET", "/metrics", this::metrics));
  }

  private static void alive(Context context) {
    Answers.send(context, 200, Map.of("status", "alive"));
  }

  private void ready(Context context) {
    Readiness readiness = Readiness.of(engine.groups());
    Answers.send(context, readiness.ready() ? 200 : 503, readiness);
  }

  private void metrics(Context context) {
    context.contentType(Metrics.CONTENT_TYPE).result(metrics.scrape());
  }

  private static void openApi(Context context) {
    try (InputStream document = Routes.class.getResourceAsStream("openapi.json")) {
      context
          .contentType("application/json")
          .result(new String(document.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
