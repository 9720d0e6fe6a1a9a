package dev.levee.sync.engine;

import dev.levee.sync.model.Hold;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import dev.levee.sync.sweep.DeletesStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One table of a group at one moment.
 *
 * @param table its name
 * @param primaryRoot its root in the effective primary region
 * @param secondaryRoot its root in the other one
 * @param phase where it stands
 * @param primaryVersion the newest version seen in the primary
 * @param secondaryVersion the newest version published in the secondary; empty before go-live
 * @param replicationPoint the start of the last pass that found both equal
 * @param hold why it stands still, when it does
 * @param heldSince since when
 * @param inCommitTimestamps whether its commits carry their times; if not, those of the replica's
 *     commits are others than the primary's; empty while that is not known
 * @param possiblyUnreplicated how many versions above the primary's newest one a catalog or a
 *     commit service may have ratified; they are not replicated before the log shows them
 * @param progress what this daemon did for it
 * @param deletes what becomes of files that are gone from the primary; empty where deletes are off
 */
public record TableStatus(
    TableId table,
    Location primaryRoot,
    Location secondaryRoot,
    Phase phase,
    OptionalLong primaryVersion,
    OptionalLong secondaryVersion,
    Optional<Instant> replicationPoint,
    Optional<Hold> hold,
    Optional<Instant> heldSince,
    Optional<Boolean> inCommitTimestamps,
    int possiblyUnreplicated,
    Progress progress,
    Optional<DeletesStatus> deletes) {
  /** Where a table stands. */
  public enum Phase {
    /** Found, not yet looked at. */
    DISCOVERED,
    /** Its first copy is under way; readers see no table yet. */
    BOOTSTRAPPING,
    /** Live in the secondary; new commits follow as they come. */
    TAILING,
    /** Stands still. */
    HELD
  }
}
