package dev.levee.sync.engine.failover;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.group.FailoverJournal.Step;
import dev.levee.sync.group.GroupEvent;
import dev.levee.sync.group.GroupRecord;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.FenceCommit;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.store.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What is done in the stores before roles change, by the step that the journal is at: the last look
 * at the primary of a planned failover, or the survivor's staged runs, fences and loss report.
 * Blocks; can be repeated by whoever goes on.
 */
final class SwitchPreparation {
  private final GroupSpec spec;
  private final Direction.EngineParts parts;
  private final Consumer<String> reports;

  SwitchPreparation(GroupSpec spec, Direction.EngineParts parts, Consumer<String> reports) {
    this.spec = spec;
    this.parts = parts;
    this.reports = reports;
  }

  /**
   * What has come of it.
   *
   * @param event what the group goes on with; empty when it has to be tried again
   * @param mustWaitOut whether requests of a daemon that was paused have to be waited out first
   */
  record Prepared(Optional<GroupEvent> event, boolean mustWaitOut) {
    private static final Prepared NOT_YET = new Prepared(Optional.empty(), false);

    private static Prepared by(GroupEvent event) {
      return new Prepared(Optional.of(event), false);
    }
  }

  /**
   * Does what the journal's step asks for.
   *
   * @param gate closed once this attempt is overtaken by another one
   */
  Prepared prepare(LossReporting.Moment moment, PublishGate gate) {
    boolean atPrimary = moment.record().failover().orElseThrow().step() == Step.FENCING_PRIMARY;
    return atPrimary ? primary(moment, gate) : survivor(moment, gate);
  }

  private FenceCommit fence(GroupRecord record) {
    return new FenceCommit(
        spec.name(), record.epoch() + 1, record.failover().orElseThrow().requested());
  }

  private static GatedPublisher publisher(RegionSpec region, PublishGate gate) {
    return new GatedPublisher(new LogPublisher(region.store()), gate);
  }

  private Prepared primary(LossReporting.Moment moment, PublishGate gate) {
    GroupRecord record = moment.record();
    CatalogCommits catalog = moment.leaving().map(Direction::ratified).orElse(CatalogCommits.NONE);
    RegionSpec primary = spec.region(record.primary());
    RegionSpec survivor = spec.region(record.secondary());
    try {
      Map<TableId, TableRoots> tables = new TreeMap<>();
      for (TableId table : new TreeSet<>(new StoredGroup(spec, parts.time()).tables(primary))) {
        Location source = spec.mappings().root(table, primary.name());
        Location target = spec.mappings().root(table, survivor.name());
        tables.put(table, new TableRoots(table, source, target));
      }
      return new PrimaryFencing(
              primary.store(), survivor.store(), publisher(primary, gate), fence(record))
          .doubt(tables, catalog, parts.executor())
          .<Prepared>map(why -> Prepared.by(new GroupEvent.LossPossible(why)))
          .orElseGet(() -> Prepared.by(new GroupEvent.PrimaryFenced()));
    } catch (StoreException e) {
      return Prepared.by(
          new GroupEvent.LossPossible("%s: %s".formatted(primary.name(), e.getMessage())));
    }
  }

  private Prepared survivor(LossReporting.Moment moment, PublishGate gate) {
    RegionSpec survivor = spec.region(moment.record().secondary());
    GatedPublisher publisher = publisher(survivor, gate);
    try {
      StagedRuns runs =
          new StagedRuns(survivor.store(), ControlFolder.of(survivor, spec.name()), publisher);
      return runs.finishAll(reports) ? fenced(survivor, publisher, moment) : Prepared.NOT_YET;
    } catch (TableHeldException | RuntimeException | Error e) {
      reports.accept("%s cannot take over yet: %s".formatted(survivor.name(), e.getMessage()));
      return Prepared.NOT_YET;
    }
  }

  private Prepared fenced(
      RegionSpec survivor, GatedPublisher publisher, LossReporting.Moment moment)
      throws TableHeldException {
    Map<TableId, Location> tables = new TreeMap<>();
    new StoredGroup(spec, parts.time())
        .tables(survivor)
        .forEach(table -> tables.put(table, spec.mappings().root(table, survivor.name())));
    Optional<List<Fencing.Result>> results =
        new Fencing(survivor.store(), publisher, fence(moment.record()), known(survivor, moment))
            .fenceAll(tables, parts.executor());
    if (results.isEmpty()) {
      return Prepared.NOT_YET;
    }
    ControlFolder control = ControlFolder.of(survivor, spec.name());
    if (!new LossReporting(survivor.store(), control, publisher)
        .write(moment, byTable(tables, results.get()))) {
      return Prepared.NOT_YET;
    }
    boolean allFenced = told(survivor, results.get());
    return new Prepared(Optional.of(new GroupEvent.ReplicationStopped()), !allFenced);
  }

  /** What this daemon remembers of the tables that it has replicated to the survivor. */
  private static Map<Location, TableHead> known(RegionSpec survivor, LossReporting.Moment moment) {
    Map<Location, TableHead> known = new HashMap<>();
    moment
        .leaving()
        .filter(direction -> !direction.isFrom(survivor.name()))
        .ifPresent(
            direction ->
                direction
                    .tables()
                    .forEach(
                        table ->
                            table
                                .replicaHead()
                                .ifPresent(head -> known.put(table.roots().target(), head))));
    return known;
  }

  private static Map<TableId, Fencing.Result> byTable(
      Map<TableId, Location> tables, List<Fencing.Result> results) {
    Map<Location, Fencing.Result> byRoot = new HashMap<>();
    results.forEach(result -> byRoot.put(result.root(), result));
    Map<TableId, Fencing.Result> byTable = new TreeMap<>();
    tables.forEach((table, root) -> byTable.put(table, byRoot.get(root)));
    return byTable;
  }

  /** Whether every table that needs a fence has one. */
  private boolean told(RegionSpec survivor, List<Fencing.Result> results) {
    boolean allFenced = true;
    for (Fencing.Result result : results) {
      allFenced &= result.unfenced().isEmpty();
      result
          .unfenced()
          .ifPresent(why -> reports.accept("%s gets no fence: %s".formatted(result.root(), why)));
    }
    long fenced = results.stream().filter(r -> r.fencedAt().isPresent()).count();
    reports.accept("%d tables of %s are fenced".formatted(fenced, survivor.name()));
    return allFenced;
  }
}
