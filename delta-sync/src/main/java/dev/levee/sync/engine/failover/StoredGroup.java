package dev.levee.sync.engine.failover;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.LossReport;
import dev.levee.sync.engine.Losses;
import dev.levee.sync.engine.QuarantinedCommits;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.ControlLog;
import dev.levee.sync.engine.divergence.QuarantineManifests;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.log.TableDiscovery;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.model.Time;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A failover group as its two stores show it, whether or not a daemon runs: who is primary, and
 * which tables there are. Only reads.
 */
public final class StoredGroup {
  private final GroupSpec spec;
  private final Time time;

  /** The group that this configuration describes. */
  public StoredGroup(GroupSpec spec, Time time) {
    this.spec = requireNonNull(spec, "spec");
    this.time = requireNonNull(time, "time");
  }

  /**
   * Who has which role.
   *
   * @param primary where writers write
   * @param secondary where the replica is
   * @param recorded whether a control record says so; else it is the configuration's word, since no
   *     daemon has worked on the group yet
   */
  public record Roles(RegionSpec primary, RegionSpec secondary, boolean recorded) {}

  /** The group as configured. */
  public GroupSpec spec() {
    return spec;
  }

  /**
   * The roles by the newest control record that can be seen in either region.
   *
   * @throws StoreException when neither region can be read
   */
  public Roles roles() {
    Optional<GroupRecord> record = new ControlLog(spec, time).newestInReach();
    RegionName primary = record.map(GroupRecord::primary).orElse(spec.initialPrimaryRegion());
    return new Roles(spec.region(primary), spec.otherThan(primary), record.isPresent());
  }

  /**
   * The group's newest control record; empty when no daemon has worked on it yet.
   *
   * @throws StoreException when the region that leads cannot be read: it may have a newer one
   */
  public Optional<GroupRecord> record() {
    return new ControlLog(spec, time).newest();
  }

  /**
   * The tables that are in one of these regions, in the order of their names.
   *
   * @param regions where to look
   * @throws StoreException when one of them cannot be read
   */
  public List<TableRoots> tables(Roles roles, List<RegionSpec> regions) {
    TreeSet<TableId> tables = new TreeSet<>();
    regions.forEach(region -> tables.addAll(tables(region)));
    return tables.stream().map(table -> roots(table, roles)).toList();
  }

  /** The table that people call by this name, or empty when no location mapping is named so. */
  public Optional<TableId> table(String name) {
    if (name.endsWith("/")) {
      return Optional.empty();
    }
    return spec.mappings().all().stream()
        .map(LocationMapping::name)
        .filter(mapping -> name.equals(mapping) || name.startsWith(mapping + "/"))
        .max(Comparator.comparingInt(String::length))
        .map(
            mapping ->
                new TableId(
                    mapping, name.equals(mapping) ? "" : name.substring(mapping.length() + 1)));
  }

  /** Where a table lies. */
  public TableRoots roots(TableId table, Roles roles) {
    return new TableRoots(
        table,
        spec.mappings().root(table, roles.primary().name()),
        spec.mappings().root(table, roles.secondary().name()));
  }

  /**
   * What is in the regions that can be reached.
   *
   * @param found in each
   * @param outOfReach why another one cannot be read
   */
  public record InReach<T>(Map<RegionName, List<T>> found, Map<RegionName, String> outOfReach) {}

  /** The commits in quarantine, by the region that took them. */
  public InReach<QuarantinedCommits> quarantined() {
    return inReach(
        region ->
            QuarantineManifests.below(
                region.store(), ControlFolder.of(region, spec.name()).quarantine()));
  }

  /** The reports of all failovers, by the region that became the primary; each by its epoch. */
  public InReach<LossReport> lossReports() {
    return inReach(
        region -> {
          List<LossReport> reports = new ArrayList<>();
          Location folder = ControlFolder.of(region, spec.name()).losses();
          new Listing(region.store(), ListRequest.everythingBelow(folder))
              .forEachRemaining(
                  entry ->
                      region
                          .store()
                          .open(entry.location())
                          .map(ObjectContent::readAll)
                          .map(bytes -> LossReportCodec.decode(bytes, entry.location()))
                          .ifPresent(reports::add));
          reports.sort(Comparator.comparingLong(LossReport::epoch));
          return reports;
        });
  }

  /** All failovers, the first first, each completed by what is in quarantine of it. */
  public List<Losses> losses() {
    List<LossReport> reports =
        lossReports().found().values().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(LossReport::epoch))
            .toList();
    return Losses.of(reports, quarantined().found());
  }

  private <T> InReach<T> inReach(Function<RegionSpec, List<T>> read) {
    Map<RegionName, List<T>> found = new LinkedHashMap<>();
    Map<RegionName, String> outOfReach = new LinkedHashMap<>();
    for (RegionSpec region : spec.regions()) {
      try {
        found.put(region.name(), read.apply(region));
      } catch (StoreException e) {
        outOfReach.put(region.name(), e.getMessage());
      }
    }
    return new InReach<>(found, outOfReach);
  }

  /** The tables of one region. */
  List<TableId> tables(RegionSpec region) {
    TableDiscovery discovery = new TableDiscovery(region.store());
    List<TableId> found = new ArrayList<>();
    for (Location prefix : spec.discoverIn(region.name())) {
      for (Location root : discovery.below(prefix)) {
        spec.mappings().table(root, region.name()).ifPresent(found::add);
      }
    }
    spec.catalog()
        .map(catalog -> new CataloguedTables(spec, catalog))
        .map(catalogued -> catalogued.in(region, roles().primary().equals(region)))
        .ifPresent(found::addAll);
    return found.stream().distinct().toList();
  }
}
