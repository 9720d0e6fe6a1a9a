package dev.levee.sync.engine;

import dev.levee.sync.engine.QuarantinedCommits.LostCommit;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Map;

/**
 * A failover's report, completed by what was found since: the commits that the region which was
 * left had taken, and that are in its quarantine now.
 *
 * @param report as it was written
 * @param quarantined what came to the quarantine of the region that was left, before that one was
 *     left again
 */
public record Losses(LossReport report, List<QuarantinedCommits> quarantined) {
  /** Copies the list. */
  public Losses {
    quarantined = List.copyOf(quarantined);
  }

  /** The lost versions of a table, ascending within each time that its log was wound back. */
  public List<Long> lostVersions(String table) {
    return quarantined.stream()
        .filter(manifest -> manifest.table().equals(table))
        .flatMap(manifest -> manifest.commits().stream())
        .map(LostCommit::version)
        .toList();
  }

  /**
   * Joins reports and quarantines.
   *
   * @param reports by epoch, ascending
   * @param quarantines those of each region in reach
   */
  public static List<Losses> of(
      List<LossReport> reports, Map<RegionName, List<QuarantinedCommits>> quarantines) {
    return reports.stream()
        .map(
            report ->
                new Losses(
                    report,
                    quarantines.getOrDefault(report.from(), List.of()).stream()
                        .filter(found -> belongs(found, report, reports))
                        .toList()))
        .toList();
  }

  private static boolean belongs(
      QuarantinedCommits found, LossReport report, List<LossReport> all) {
    boolean leftAgain =
        all.stream()
            .filter(later -> later.epoch() > report.epoch() && later.from().equals(report.from()))
            .anyMatch(later -> !found.quarantined().isBefore(later.switched()));
    return !found.quarantined().isBefore(report.switched()) && !leftAgain;
  }
}
