package dev.levee.daemon.report;

import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The metrics of one group. Their names and labels are an interface: dashboards and alerts use
 * them. Between two looks at the group all values stay, so those of one scrape belong together.
 */
final class GroupMetrics {
  /** Of single tables only those that are furthest behind are shown: labels cost memory. */
  static final int MAX_TABLES = 50;

  private final GroupControl group;
  private final Time time;
  private final MeterRegistry registry;
  private final Tags tags;
  private final MultiGauge tableLags;

  /** Nothing before the first look, which comes before the first scrape. */
  private GroupStatus status;

  private Map<TableStatus.Phase, Long> phases = Map.of();
  private Map<HoldReason, Long> holds = Map.of();

  GroupMetrics(GroupControl group, Time time, MeterRegistry registry) {
    this.group = group;
    this.time = time;
    this.registry = registry;
    this.tags = Tags.of("group", group.spec().name());
    this.tableLags =
        MultiGauge.builder("levee.table.replication.lag")
            .description("Age of the replication point of the tables furthest behind")
            .baseUnit("seconds")
            .tags(tags)
            .register(registry);
    registerTimes();
    registerAmounts();
    registerOneOfEach();
  }

  /** Looks at the group. */
  void refresh() {
    status = group.status();
    List<TableStatus> tables = group.tables();
    phases =
        tables.stream().collect(Collectors.groupingBy(TableStatus::phase, Collectors.counting()));
    holds =
        tables.stream()
            .flatMap(table -> table.hold().stream())
            .collect(Collectors.groupingBy(hold -> hold.reason(), Collectors.counting()));
    tableLags.register(
        tables.stream()
            .sorted(Comparator.comparing(table -> table.replicationPoint().orElse(Instant.MIN)))
            .limit(MAX_TABLES)
            .map(table -> row(table))
            .toList(),
        true);
  }

  private MultiGauge.Row<?> row(TableStatus table) {
    Optional<Instant> point = table.replicationPoint();
    return MultiGauge.Row.of(Tags.of("table", table.table().toString()), () -> age(point));
  }

  private void registerTimes() {
    gauge(
        "levee.replication.lag",
        "Age of the replication point",
        "seconds",
        s -> age(s.replicationPoint()));
    gauge(
        "levee.replication.lag.excluding.held",
        "Age of the replication point without held tables",
        "seconds",
        s -> age(s.replicationPointWithoutHeld()));
    gauge(
        "levee.replication.point",
        "The replication point, since 1970",
        "seconds",
        s -> s.replicationPoint().map(point -> point.toEpochMilli() / 1000.0).orElse(Double.NaN));
  }

  private void registerAmounts() {
    gauge("levee.tables", "Tables in scope", null, GroupStatus::tables);
    gauge("levee.tables.held", "Tables held", null, GroupStatus::heldTables);
    gauge("levee.epoch", "Grows with each change of roles", null, GroupStatus::epoch);
    gauge("levee.paused", "1 while paused", null, s -> one(s.paused()));
    gauge(
        "levee.owner",
        "1 on the daemon that replicates",
        null,
        s -> one(s.role() == GroupStatus.Role.OWNER));
    gauge(
        "levee.problem",
        "1 while something keeps the group from going on",
        null,
        s -> one(s.problem().isPresent()));
    gauge(
        "levee.files.pending",
        "Files planned, not yet copied",
        null,
        s -> s.progress().filesPending());
    gauge("levee.bytes.pending", "Their bytes", null, s -> s.progress().bytesPending());
    counter("levee.commits.published", "Commits published", s -> s.progress().commitsPublished());
    counter("levee.files.copied", "Files copied", s -> s.progress().filesCopied());
    counter("levee.bytes.copied", "Bytes copied", s -> s.progress().bytesCopied());
  }

  private void registerOneOfEach() {
    for (GroupState state : GroupState.values()) {
      labelled("levee.group.state", "state", state, s -> one(s.state() == state));
    }
    for (TableStatus.Phase phase : TableStatus.Phase.values()) {
      labelled("levee.tables.by.phase", "phase", phase, s -> phases.getOrDefault(phase, 0L));
    }
    for (HoldReason reason : HoldReason.values()) {
      labelled(
          "levee.tables.held.by.reason", "reason", reason, s -> holds.getOrDefault(reason, 0L));
    }
    group.spec().regions().stream()
        .map(region -> region.name())
        .forEach(region -> registerPrimary(region));
  }

  private void registerPrimary(RegionName region) {
    Gauge.builder("levee.primary.region", this, m -> one(m.status.primary().equals(region)))
        .description("1 for the effective primary region")
        .tags(tags.and("region", region.value()))
        .register(registry);
  }

  private void labelled(
      String name, String label, Enum<?> value, ToDoubleFunction<GroupStatus> of) {
    Gauge.builder(name, this, m -> of.applyAsDouble(m.status))
        .tags(tags.and(label, value.name().toLowerCase(Locale.ROOT)))
        .register(registry);
  }

  private void gauge(
      String name, String description, String unit, ToDoubleFunction<GroupStatus> value) {
    Gauge.builder(name, this, m -> value.applyAsDouble(m.status))
        .description(description)
        .baseUnit(unit)
        .tags(tags)
        .register(registry);
  }

  private void counter(String name, String description, ToDoubleFunction<GroupStatus> value) {
    FunctionCounter.builder(name, this, m -> value.applyAsDouble(m.status))
        .description(description)
        .tags(tags)
        .register(registry);
  }

  private double age(Optional<Instant> point) {
    OptionalLong lagMs = GroupReport.lagMs(point, time.now());
    return lagMs.isPresent() ? lagMs.getAsLong() / 1000.0 : Double.NaN;
  }

  private static double one(boolean condition) {
    return condition ? 1 : 0;
  }
}
