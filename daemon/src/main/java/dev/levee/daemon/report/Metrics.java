package dev.levee.daemon.report;

import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.model.Time;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** What monitoring sees of this process and its groups, in Prometheus' text format. */
public final class Metrics {
  /** Prometheus' text format, version 0.0.4. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<GroupMetrics> groups;

  /** The metrics of these groups. */
  public Metrics(List<GroupControl> groups, Time time) {
    this.groups = groups.stream().map(group -> new GroupMetrics(group, time, registry)).toList();
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** All values now; scrapes at the same time take turns. */
  public synchronized String scrape() {
    groups.forEach(GroupMetrics::refresh);
    return registry.scrape();
  }
}
