package dev.levee.sync.engine.drill;

import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a drill found.
 *
 * @param group the group's name
 * @param epoch its epoch then
 * @param target the region that would have taken over
 * @param withheld the region that nothing was asked of
 * @param begun when the drill began
 * @param ended when it ended
 * @param replicationPoint what the newest control record in the target says
 * @param failover what a forced failover would have taken
 * @param pendingRuns runs of versions that a failover would have to finish first
 * @param tables every table of the target, in the order of their names
 */
public record DrillReport(
    String group,
    long epoch,
    RegionName target,
    RegionName withheld,
    Instant begun,
    Instant ended,
    Optional<Instant> replicationPoint,
    FailoverTime failover,
    int pendingRuns,
    List<Table> tables) {
  /** Copies the list. */
  public DrillReport {
    tables = List.copyOf(tables);
  }

  /**
   * The time of a failover: measured where it could be done without changing anything, else
   * computed.
   *
   * @param preparation measured: all tables found and opened, and their fences made but not written
   * @param request measured: one exclusive creation in the target
   * @param requests how many of these a failover makes one after the other
   * @param waiting for requests of a paused daemon, since some table can have no fence; else zero
   */
  public record FailoverTime(
      Duration preparation, Duration request, long requests, Duration waiting) {
    /** The sum. */
    public Duration total() {
      return preparation.plus(request.multipliedBy(requests)).plus(waiting);
    }
  }

  /**
   * One table.
   *
   * @param name mapping and path
   * @param version the newest version of the replica; empty where it is not live
   * @param rows all rows that a reader finds there
   * @param readTime how long reading them took
   * @param unfenced why a failover would give it no fence
   * @param problem why it cannot be read; empty where it can
   */
  public record Table(
      String name,
      OptionalLong version,
      OptionalLong rows,
      Duration readTime,
      Optional<String> unfenced,
      Optional<String> problem) {}

  /** Whether every table could be read. */
  public boolean passed() {
    return tables.stream().allMatch(table -> table.problem().isEmpty());
  }
}
