package dev.levee.daemon.report;

import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.engine.CatalogStatus;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.model.Time;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of one group's catalog replication; not a number on a daemon that does not do it.
 * Between two looks at the group all values stay.
 */
final class CatalogMetrics {
  private final GroupControl group;
  private final Time time;
  private final MeterRegistry registry;
  private final Tags tags;
  private Optional<CatalogStatus> status = Optional.empty();

  /** For groups that have catalogs. */
  CatalogMetrics(GroupControl group, Time time, MeterRegistry registry) {
    this.group = group;
    this.time = time;
    this.registry = registry;
    this.tags = Tags.of("group", group.spec().name());
    gauge("levee.catalog.assets", "Assets in the catalog replica", null, CatalogStatus::assets);
    gauge(
        "levee.catalog.dropping",
        "Assets that are gone from the primary and wait for their grace period's end",
        null,
        CatalogStatus::dropping);
    gauge("levee.catalog.lag", "Age of the catalog replica", "seconds", this::lag);
    gauge(
        "levee.catalog.problem",
        "1 while something keeps the catalogs from being replicated",
        null,
        s -> s.problem().isPresent() || s.dropsHeld().isPresent() ? 1 : 0);
    for (CatalogError error : CatalogError.values()) {
      Gauge.builder("levee.catalog.misfits", this, m -> m.value(s -> misfits(s, error)))
          .description("What is not in the secondary's catalog as it is in the primary's")
          .tags(tags.and("error", error.name().toLowerCase(Locale.ROOT)))
          .register(registry);
    }
  }

  /** Looks at the group. */
  void refresh() {
    status = group.catalog();
  }

  private void gauge(
      String name, String description, String unit, ToDoubleFunction<CatalogStatus> value) {
    Gauge.builder(name, this, m -> m.value(value))
        .description(description)
        .baseUnit(unit)
        .tags(tags)
        .register(registry);
  }

  private double value(ToDoubleFunction<CatalogStatus> of) {
    return status.map(of::applyAsDouble).orElse(Double.NaN);
  }

  private double lag(CatalogStatus now) {
    OptionalLong lagMs = GroupReport.lagMs(now.asOf(), time.now());
    return lagMs.isPresent() ? lagMs.getAsLong() / 1000.0 : Double.NaN;
  }

  private static double misfits(CatalogStatus now, CatalogError error) {
    return now.misfits().stream().filter(misfit -> misfit.error() == error).count();
  }
}
