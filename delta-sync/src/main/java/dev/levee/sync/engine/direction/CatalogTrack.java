package dev.levee.sync.engine.direction;

import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogSource;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.Volume;
import dev.levee.sync.catalog.change.CatalogLocation;
import dev.levee.sync.catalog.replication.CatalogReplication;
import dev.levee.sync.catalog.replication.CatalogSides;
import dev.levee.sync.catalog.replication.CycleReport;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.CatalogStatus;
import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the group knows of its catalogs' replication. Changed by the group's thread only; read from
 * any.
 */
public final class CatalogTrack {
  private final CatalogSpec spec;
  private final CatalogSides sides;
  private final CatalogReplication replication;
  private final ManagedTables managedTables;
  private volatile Optional<CycleReport> newest = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();
  private boolean inFlight;
  private long dueAt;
  private long wokenAt;
  private long begunAt;
  private long caughtUpBegunAt = Long.MIN_VALUE;

  CatalogTrack(CatalogSpec spec, CatalogSides sides, CatalogReplication replication, Time time) {
    this.spec = spec;
    this.sides = sides;
    this.replication = replication;
    this.managedTables = new ManagedTables(sides.primary().source(), time);
    this.dueAt = time.nanoTime();
    this.wokenAt = dueAt;
  }

  /** The tables whose commits the primary's catalog decides on. */
  CatalogCommits managedTables() {
    return managedTables;
  }

  CatalogSpec spec() {
    return spec;
  }

  CatalogReplication replication() {
    return replication;
  }

  /**
   * What a catalog's entries bring into the group's scope.
   *
   * @param tables roots of Delta tables
   * @param prefixes of files that are no Delta table
   */
  record Scope(List<Location> tables, List<Location> prefixes) {}

  /** What of these entries, the newest that were read, the group replicates with its files. */
  Scope scope(Collection<CatalogEntry> entries) {
    managedTables.shown(entries);
    List<Location> tables = new ArrayList<>();
    List<Location> prefixes = new ArrayList<>();
    boolean allFiles = spec.volumes() == CatalogSpec.VolumeFiles.DATA;
    for (CatalogEntry entry : entries) {
      if (entry.asset() instanceof Table table && table.isPlain()) {
        if (table.isDelta()) {
          CatalogLocation.parsed(table.location()).ifPresent(tables::add);
        } else if (allFiles) {
          CatalogLocation.parsed(table.location()).ifPresent(prefixes::add);
        }
      } else if (entry.asset() instanceof Volume volume && allFiles) {
        CatalogLocation.parsed(volume.location()).ifPresent(prefixes::add);
      }
    }
    return new Scope(tables, prefixes);
  }

  boolean isDue(long now) {
    return !inFlight && now - dueAt >= 0;
  }

  long dueAt(long otherwise) {
    return inFlight ? otherwise : TableSchedule.earlier(otherwise, dueAt);
  }

  void dueNow(long now) {
    dueAt = now;
    wokenAt = now;
  }

  void begins(long now) {
    inFlight = true;
    begunAt = now;
  }

  /** A cycle has come to its end; what was wanted meanwhile is another one. */
  void ended(CycleReport report, long nextDueAt) {
    newest = Optional.of(report);
    problem = report.targetProblem();
    caughtUpBegunAt = begunAt;
    rests(nextDueAt);
  }

  void failed(String why, long nextDueAt) {
    problem = Optional.of(why);
    rests(nextDueAt);
  }

  private void rests(long nextDueAt) {
    inFlight = false;
    dueAt = wokenAt - begunAt > 0 ? wokenAt : nextDueAt;
  }

  Optional<CycleReport> newest() {
    return newest;
  }

  /** Everything that the primary's catalog showed then is in the durable replica. */
  Optional<Instant> asOf() {
    return newest.map(CycleReport::begun);
  }

  /** Whether tables may be in scope that only this catalog knows of. */
  boolean leads() {
    return spec.origin() == CatalogSpec.Origin.SERVER;
  }

  /** What keeps it from going on. */
  public Optional<String> problem() {
    return problem;
  }

  /** Whether a cycle that began then, or later, has saved everything. */
  boolean caughtUpSince(long instant) {
    return caughtUpBegunAt != Long.MIN_VALUE && caughtUpBegunAt - instant >= 0;
  }

  /** Whether a cycle was completed since replication began in this direction. */
  boolean isSettledOnce(boolean countingProblems) {
    return newest.isPresent() || (countingProblems && problem.isPresent());
  }

  CatalogStatus status() {
    Optional<CycleReport> report = newest;
    return new CatalogStatus(
        spec.policy().scope(),
        sides.primary().source().map(CatalogSource::place).orElse(""),
        sides.secondary().server().map(CatalogTarget::place),
        report.map(CycleReport::begun),
        report.map(CycleReport::version).orElse(-1L),
        report.map(CycleReport::assets).orElse(0),
        report.map(CycleReport::dropping).orElse(0),
        report.map(CycleReport::misfits).orElse(List.of()),
        report.flatMap(CycleReport::dropsHeld),
        problem);
  }
}
