package dev.levee.daemon.report;

import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;
import dev.levee.sync.sweep.DeletesStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table as the admin port shows it.
 *
 * @param name mapping and path
 * @param primaryRoot its root in the effective primary region
 * @param secondaryRoot its root in the other one
 * @param phase where it stands
 * @param primaryVersion the newest version seen in the primary
 * @param secondaryVersion the newest version published in the secondary
 * @param replicationPoint the start of the last pass that found both equal
 * @param hold why it stands still
 * @param inCommitTimestamps whether commits carry their times; if not, time travel by timestamp
 *     finds other versions in the secondary
 * @param possiblyUnreplicatedCommits how many commits a catalog or a commit service may have
 *     ratified that the primary's log does not show
 * @param progress what the daemon did for it since it started
 * @param deletes what becomes of files that are gone from the primary; null where deletes are off
 */
public record TableReport(
    String name,
    String primaryRoot,
    String secondaryRoot,
    TableStatus.Phase phase,
    OptionalLong primaryVersion,
    OptionalLong secondaryVersion,
    Optional<Instant> replicationPoint,
    Optional<HoldReport> hold,
    Optional<Boolean> inCommitTimestamps,
    int possiblyUnreplicatedCommits,
    Progress progress,
    Optional<DeletesStatus> deletes) {
  /**
   * Why a table stands still.
   *
   * @param reason which of the closed list
   * @param detail what was found
   * @param remedy what to do about it
   * @param since since when
   */
  public record HoldReport(
      HoldReason reason, String detail, String remedy, Optional<Instant> since) {}

  /** All tables and mirrored prefixes of a group. */
  public record Tables(List<TableReport> tables, List<MirrorReport> mirrors) {}

  /** The table as its status tells. */
  public static TableReport of(TableStatus status) {
    return new TableReport(
        status.table().toString(),
        status.primaryRoot().toString(),
        status.secondaryRoot().toString(),
        status.phase(),
        status.primaryVersion(),
        status.secondaryVersion(),
        status.replicationPoint(),
        status.hold().map(hold -> hold(hold, status.heldSince())),
        status.inCommitTimestamps(),
        status.possiblyUnreplicated(),
        status.progress(),
        status.deletes());
  }

  static HoldReport hold(Hold hold, Optional<Instant> since) {
    return new HoldReport(hold.reason(), hold.detail(), hold.reason().remedy(), since);
  }
}
