package dev.levee.sync.engine.direction;

import dev.levee.sync.copy.FileCopier;
import dev.levee.sync.copy.ObjectComparison;
import dev.levee.sync.copy.ObjectReplacement;
import dev.levee.sync.copy.TableCopier;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.engine.commit.GatedPublisher;
import dev.levee.sync.engine.commit.LogRetirement;
import dev.levee.sync.engine.commit.LogRewriting;
import dev.levee.sync.engine.commit.LogSuccession;
import dev.levee.sync.engine.commit.StagedRunSearch;
import dev.levee.sync.engine.commit.StagedRuns;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableProgress;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.engine.control.PublishGate;
import dev.levee.sync.engine.table.TableSync;
import dev.levee.sync.mirror.Mirror;
import dev.levee.sync.model.TableId;
import dev.levee.sync.plan.CommitPlanner;
import dev.levee.sync.plan.TableRoots;
import dev.levee.sync.publish.LogPublisher;
import dev.levee.sync.rewrite.PathTransform;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.PairedPrefix;
import dev.levee.sync.sweep.PrefixSweep;
import dev.levee.sync.sweep.Sweep;
import dev.levee.sync.sweep.TableSweep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes what a direction works with for each table and each mirrored prefix. What does not depend
 * on the table is made once, so that ten thousand tables fit into a small heap.
 */
final class EntryAssembly {
  private static final Duration MIN_SLOW_INTERVAL = Duration.ofSeconds(10);

  private final Route route;
  private final Optional<Instant> replicatedUntil;
  private final PublishGate gate;
  private final Direction.EngineParts parts;
  private final FileCopier copier;
  private final FileCopier copierWithin;
  private final PathTransform paths;
  private final GatedPublisher publisher;
  private final StagedRunSearch stagedRuns;

  /**
   * Makes entries of one direction.
   *
   * @param replicatedUntil up to when what the secondary holds was replicated to the primary, in
   *     the last epoch
   */
  EntryAssembly(
      Route route,
      Optional<Instant> replicatedUntil,
      PublishGate gate,
      Direction.EngineParts parts) {
    this.route = route;
    this.replicatedUntil = replicatedUntil;
    this.gate = gate;
    this.parts = parts;
    ObjectStore secondary = route.secondary().store();
    this.copier = new FileCopier(route.primary().store(), secondary, parts.settings());
    this.copierWithin = new FileCopier(secondary, secondary, parts.settings());
    this.paths = route.paths();
    this.publisher = new GatedPublisher(new LogPublisher(secondary), gate);
    this.stagedRuns = new StagedRunSearch(secondary, route.secondaryControl(), parts.time());
  }

  private GroupSpec spec() {
    return route.spec();
  }

  MirrorEntry mirror(TableId id) {
    TableRoots roots = route.roots(id);
    PairedPrefix sides = route.sides(roots);
    ObjectStore primary = route.primary().store();
    ObjectStore secondary = route.secondary().store();
    TableProgress progress = new TableProgress();
    Mirror.Tools tools =
        new Mirror.Tools(
            new TableCopier(id, copier, parts.executor(), progress::ended, gate::isOpen),
            new ObjectReplacement(primary, secondary, parts.settings()),
            new ObjectComparison(primary, secondary, parts.settings().partBytes()),
            gate::pass);
    Optional<Sweep> sweep =
        spec().settings().deletes().map(policy -> new PrefixSweep(sides, policy, replicatedUntil));
    return new MirrorEntry(
        roots,
        new Mirror(sides, replicatedUntil, tools),
        primary,
        new MirrorEntry.Activity(progress, sweep));
  }

  /**
   * A table that was just found.
   *
   * @param ratified what the primary's catalog has ratified
   * @param absentAt when it was last seen not to be there
   * @param waiting takes it while no pass of it is under way
   */
  TableEntry table(
      TableId table, CatalogCommits ratified, Optional<Instant> absentAt, DueTables waiting) {
    TableRoots roots = route.roots(table);
    TableProgress progress = new TableProgress();
    TableContext context = context(roots, progress, ratified);
    Duration rpo = spec().settings().rpoTarget();
    Duration slow = rpo.compareTo(MIN_SLOW_INTERVAL) < 0 ? MIN_SLOW_INTERVAL : rpo;
    TableSync sync = new TableSync(context, spec().settings().history(), slow, rpo);
    return new TableEntry(
        roots, new TableEntry.Activity(sync, progress, sweep(roots, sync)), absentAt, waiting);
  }

  private TableContext context(TableRoots roots, TableProgress progress, CatalogCommits ratified) {
    TableId table = roots.table();
    ObjectStore primary = route.primary().store();
    ObjectStore secondary = route.secondary().store();
    ControlFolder control = route.secondaryControl();
    return new TableContext(
        roots,
        primary,
        secondary,
        new TableCopier(table, copier, parts.executor(), progress::ended, gate::isOpen),
        parts.executor(),
        ratified,
        new LogRewriting(roots, primary, secondary, paths),
        new CommitPlanner(roots, paths),
        publisher,
        new StagedRuns(secondary, control, publisher, stagedRuns),
        succession(table, control),
        progress,
        gate,
        warning -> parts.warnings().accept(table, warning),
        parts.time());
  }

  private LogSuccession succession(TableId table, ControlFolder control) {
    TableCopier within =
        new TableCopier(table, copierWithin, parts.executor(), kept -> {}, gate::isOpen);
    return new LogSuccession(
        spec().name(),
        control,
        new LogRetirement(route.secondary().store(), gate, within),
        spec().settings().onRecreated());
  }

  private Optional<Sweep> sweep(TableRoots roots, TableSync sync) {
    return spec()
        .settings()
        .deletes()
        .map(policy -> new TableSweep(roots, route.sides(roots), policy, sync::secondaryVersion));
  }
}
