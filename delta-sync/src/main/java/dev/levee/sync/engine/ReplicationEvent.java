package dev.levee.sync.engine;

import dev.levee.sync.model.TableId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something an operator wants to know of.
 *
 * @param sequence grows by one with each event of the group since this daemon started
 * @param time when
 * @param kind what
 * @param table of which table, when it is about one
 * @param message in one line
 */
public record ReplicationEvent(
    long sequence, Instant time, Kind kind, Optional<TableId> table, String message) {
  /** What happened. */
  public enum Kind {
    /** The group's state changed. */
    STATE_CHANGED,
    /** This daemon began to work on the group, or lost it to another one. */
    OWNER_CHANGED,
    /** A table came into the scope. */
    TABLE_DISCOVERED,
    /** A table became readable in the secondary. */
    TABLE_LIVE,
    /** A table was held. */
    TABLE_HELD,
    /** A held table goes on. */
    TABLE_RESUMED,
    /** A table was dropped from the primary. */
    TABLE_GONE,
    /** Objects that are long gone from the primary were removed from the secondary. */
    OBJECTS_REMOVED,
    /** A failover was requested, went a step on, or ended. */
    FAILOVER,
    /** An operator paused or resumed the group. */
    PAUSED,
    /** The catalogs' replica, or the secondary's catalog, was changed. */
    CATALOG,
    /** Something that is no reason to stop, but to look. */
    WARNING
  }
}
