package dev.levee.daemon.report;

import dev.levee.sync.engine.LossReport;
import dev.levee.sync.engine.Losses;
import dev.levee.sync.group.FailoverType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What one failover left behind, as scripts read it.
 *
 * @param epoch the one that it began
 * @param failoverType how the primary was treated
 * @param fromRegion the region that was left
 * @param toRegion the region that became the primary
 * @param requestTime when the operator asked
 * @param switchTime when all tables had been fenced
 * @param replicationPoint the group's then; null when it was not known
 * @param tables by name
 */
public record LossesReport(
    long epoch,
    FailoverType failoverType,
    String fromRegion,
    String toRegion,
    Instant requestTime,
    Instant switchTime,
    Optional<Instant> replicationPoint,
    List<Table> tables) {
  /** Copies the list. */
  public LossesReport {
    tables = List.copyOf(tables);
  }

  /** The failovers of one group, the first first. */
  public record Failovers(List<LossesReport> failovers) {}

  /**
   * One table.
   *
   * @param name mapping and path
   * @param lastVersion the newest version of the survivor, before the fence; null when it was not
   *     live
   * @param lastCommitTime when that version was committed in the old primary
   * @param fenceVersion the fence's; null when there is none
   * @param unfenced why not
   * @param seenInPrimary the newest version that the daemon had seen in the old primary
   * @param equalAt when its last look began that found both sides equal
   * @param lostVersions those that came to the quarantine since
   */
  public record Table(
      String name,
      OptionalLong lastVersion,
      Optional<Instant> lastCommitTime,
      OptionalLong fenceVersion,
      Optional<String> unfenced,
      OptionalLong seenInPrimary,
      Optional<Instant> equalAt,
      List<Long> lostVersions) {
    /** Copies the list. */
    public Table {
      lostVersions = List.copyOf(lostVersions);
    }

    private static Table of(LossReport.Table table, List<Long> lost) {
      return new Table(
          table.name(),
          table.lastVersion(),
          table.committed(),
          table.fence(),
          table.unfenced(),
          table.seenInPrimary(),
          table.equalAt(),
          lost);
    }

    /** A table that only the old primary had, or that nobody knew of. */
    private static Table unknown(String name, List<Long> lost) {
      return new Table(
          name,
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          lost);
    }

    /** How many versions were known to stay behind; 0 does not say that none did. */
    public long knownBehind() {
      return seenInPrimary.isEmpty()
          ? 0
          : Math.max(0, seenInPrimary.getAsLong() - lastVersion.orElse(-1));
    }
  }

  /** The losses as they were read. */
  public static LossesReport of(Losses losses) {
    LossReport report = losses.report();
    List<Table> tables = new ArrayList<>();
    TreeSet<String> others = new TreeSet<>();
    losses.quarantined().forEach(manifest -> others.add(manifest.table()));
    for (LossReport.Table table : report.tables()) {
      others.remove(table.name());
      tables.add(Table.of(table, losses.lostVersions(table.name())));
    }
    others.forEach(name -> tables.add(Table.unknown(name, losses.lostVersions(name))));
    return new LossesReport(
        report.epoch(),
        report.type(),
        report.from().value(),
        report.to().value(),
        report.requested(),
        report.switched(),
        report.replicationPoint(),
        tables);
  }
}
