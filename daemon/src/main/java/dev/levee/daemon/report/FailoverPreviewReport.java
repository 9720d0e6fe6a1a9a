package dev.levee.daemon.report;

import dev.levee.sync.engine.FailoverAnswer.Refusal;
import dev.levee.sync.engine.FailoverPreview;
import dev.levee.sync.group.FailoverType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a failover would find, as scripts read it.
 *
 * @param group the group as it is now
 * @param targetPrimaryRegion the region that would become the primary
 * @param failoverType how
 * @param accepted whether the request would be accepted now
 * @param refusal why not
 * @param message the same in words
 * @param stopWrites how the primary's writers would be stopped; null where they have to have
 *     stopped by themselves, or are not waited for
 * @param primaryOutOfReach why the present primary could not be looked at
 * @param waitsOutMs how long the switch would wait because some table can have no fence
 * @param tables by name
 */
public record FailoverPreviewReport(
    GroupReport group,
    String targetPrimaryRegion,
    FailoverType failoverType,
    boolean accepted,
    Optional<Refusal> refusal,
    Optional<String> message,
    Optional<String> stopWrites,
    Optional<String> primaryOutOfReach,
    long waitsOutMs,
    List<Table> tables) {
  /** Copies the list. */
  public FailoverPreviewReport {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param name mapping and path
   * @param primaryVersion the newest version in the present primary; null where it has none, or
   *     cannot be looked at
   * @param secondaryVersion the newest readable version in the target; null where it is not live
   * @param commitsAtRisk how many versions the target does not have
   * @param bytesAtRisk of the files that they add; those of the first 100 of them
   * @param equalAt when the last look began that found both sides equal
   * @param hold why it is held, and what to do
   * @param fenceVersion the version that its fence would take
   * @param unfenced why it would get none
   */
  public record Table(
      String name,
      OptionalLong primaryVersion,
      OptionalLong secondaryVersion,
      long commitsAtRisk,
      long bytesAtRisk,
      Optional<Instant> equalAt,
      Optional<String> hold,
      OptionalLong fenceVersion,
      Optional<String> unfenced) {
    private static Table of(FailoverPreview.Table table) {
      return new Table(
          table.table().toString(),
          table.primaryVersion(),
          table.secondaryVersion(),
          table.atRisk().commits(),
          table.atRisk().bytes(),
          table.equalAt(),
          table.hold().map(hold -> hold.toString()),
          table.fenceVersion(),
          table.unfenced());
    }
  }

  /** The preview as it was made. */
  public static FailoverPreviewReport of(FailoverPreview preview, GroupReport group) {
    return new FailoverPreviewReport(
        group,
        preview.target().value(),
        preview.type(),
        preview.refusal().isEmpty(),
        preview.refusal().map(refused -> refused.refusal()),
        preview.refusal().map(refused -> refused.message()),
        preview.stopWrites(),
        preview.primaryOutOfReach(),
        preview.waitsOut().toMillis(),
        preview.tables().stream().map(Table::of).toList());
  }
}
