package dev.levee.daemon.report;

import dev.levee.sync.engine.drill.DrillReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A drill's report, as it is kept and as scripts read it.
 *
 * @param passed whether every table could be read
 * @param group the group's name
 * @param etag the group's then
 * @param targetRegion the region that would have taken over
 * @param withheldRegion the region that nothing was asked of
 * @param beginTime when the drill began
 * @param endTime when it ended
 * @param replicationPoint the group's, by the target's newest control record
 * @param failoverTimeMs what a forced failover would have taken
 * @param preparationMs of it, measured: tables found and opened, fences made but not written
 * @param requestMs of it, measured: one exclusive creation
 * @param requests how many of these come one after the other
 * @param waitingMs of it: for requests of a paused daemon, since some table can have no fence
 * @param pendingRuns runs of versions that a failover would have to finish first
 * @param rows of all tables
 * @param tables by name
 * @param signedOffBy who answers for the drill
 * @param leveeVersion what ran it
 */
public record DrillDocument(
    boolean passed,
    String group,
    String etag,
    String targetRegion,
    String withheldRegion,
    Instant beginTime,
    Instant endTime,
    Optional<Instant> replicationPoint,
    long failoverTimeMs,
    long preparationMs,
    long requestMs,
    long requests,
    long waitingMs,
    int pendingRuns,
    long rows,
    List<Table> tables,
    String signedOffBy,
    String leveeVersion) {
  /** Copies the list. */
  public DrillDocument {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param name mapping and path
   * @param version the replica's newest; null where it is not live
   * @param rows all rows that a reader finds there; null where it cannot be read
   * @param readMs how long reading them took
   * @param unfenced why a failover would give it no fence
   * @param problem why it cannot be read
   */
  public record Table(
      String name,
      OptionalLong version,
      OptionalLong rows,
      long readMs,
      Optional<String> unfenced,
      Optional<String> problem) {}

  /** The report with who answers for it. */
  public static DrillDocument of(DrillReport report, String signedOffBy, String leveeVersion) {
    DrillReport.FailoverTime failover = report.failover();
    return new DrillDocument(
        report.passed(),
        report.group(),
        Long.toString(report.epoch()),
        report.target().value(),
        report.withheld().value(),
        report.begun(),
        report.ended(),
        report.replicationPoint(),
        failover.total().toMillis(),
        failover.preparation().toMillis(),
        failover.request().toMillis(),
        failover.requests(),
        failover.waiting().toMillis(),
        report.pendingRuns(),
        report.tables().stream().mapToLong(table -> table.rows().orElse(0)).sum(),
        report.tables().stream().map(DrillDocument::table).toList(),
        signedOffBy,
        leveeVersion);
  }

  private static Table table(DrillReport.Table table) {
    Duration read = table.readTime();
    return new Table(
        table.name(),
        table.version(),
        table.rows(),
        read.toMillis(),
        table.unfenced(),
        table.problem());
  }
}
