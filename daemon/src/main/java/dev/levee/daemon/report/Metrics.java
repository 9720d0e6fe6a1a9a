package dev.levee.daemon.report;

import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.model.Time;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;

/** What monitoring sees of this process and its groups, in Prometheus' text format. */
public final class Metrics {
  /** Prometheus' text format, version 0.0.4. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<GroupMetrics> groups;
  private final List<CatalogMetrics> catalogs;
  private final NotificationTraffic notifications = new NotificationTraffic();

  /** The metrics of these groups and stable URLs. */
  public Metrics(List<GroupControl> groups, List<StableUrlTraffic> stableUrls, Time time) {
    this.groups = groups.stream().map(group -> new GroupMetrics(group, time, registry)).toList();
    this.catalogs =
        groups.stream()
            .filter(group -> group.spec().catalog().isPresent())
            .map(group -> new CatalogMetrics(group, time, registry))
            .toList();
    stableUrls.forEach(this::register);
    registerNotifications();
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** All values now; scrapes at the same time take turns. */
  public synchronized String scrape() {
    groups.forEach(GroupMetrics::refresh);
    catalogs.forEach(CatalogMetrics::refresh);
    return registry.scrape();
  }

  /** What is told of notifications. */
  public NotificationTraffic notifications() {
    return notifications;
  }

  private void registerNotifications() {
    String name = "levee.notification.records";
    String description = "Records of notifications, by what came of them";
    FunctionCounter.builder(name, notifications, NotificationTraffic::accepted)
        .description(description)
        .tag("outcome", "accepted")
        .register(registry);
    FunctionCounter.builder(name, notifications, NotificationTraffic::ignored)
        .description(description)
        .tag("outcome", "ignored")
        .register(registry);
    FunctionCounter.builder(
            "levee.notification.tables.woken", notifications, NotificationTraffic::woken)
        .description("Tables that notifications made due")
        .register(registry);
  }

  private void register(StableUrlTraffic traffic) {
    Tags tags = Tags.of("group", traffic.group());
    for (StableUrlTraffic.Outcome outcome : StableUrlTraffic.Outcome.values()) {
      FunctionCounter.builder("levee.stable.url.requests", traffic, t -> t.requests(outcome))
          .description("Requests at the stable URL, by who answered them")
          .tags(tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
          .register(registry);
    }
    Gauge.builder("levee.stable.url.requests.in.flight", traffic, StableUrlTraffic::inFlight)
        .description("Requests at the stable URL that are under way")
        .tags(tags)
        .register(registry);
  }
}
