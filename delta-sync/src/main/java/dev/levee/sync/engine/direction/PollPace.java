package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.table.PassResult;
import dev.levee.sync.model.TableId;
import java.time.Duration;

/**
 * How often a table is asked for its next commit. One that nobody writes to is asked less often,
 * and so is one whose commits are announced by notifications; both well within the target for the
 * replication point, so that a lost notification costs no more than that. Used by the group's
 * thread only.
 */
final class PollPace {
  private static final int IDLE_PASSES_BEFORE_SLOWING = 30;
  private static final int IDLE_PASSES_OF_ONE_PACE = 10;
  private static final int MOST_DOUBLINGS = 10;
  private static final int COMMITS_BEFORE_TRUST = 3;
  private static final int SPREAD = 1024;

  private final int spread;
  private int idlePasses;
  private long head = -1;
  private long announced = -1;
  private long announcedInARow;

  PollPace(TableId table) {
    this.spread = (table.toString().hashCode() * 0x9E3779B9) >>> 22;
  }

  /** Somebody wants to know: the table may be written to again. */
  void wanted() {
    idlePasses = 0;
  }

  /** A notification says that this version is there, which may or may not be so. */
  void announced(long version) {
    announced = Math.max(announced, version);
  }

  /**
   * A pass has found both sides equal, and asked for a newer version.
   *
   * @param toldMeanwhile whether a notification came while it was under way
   */
  void caughtUp(PassResult.CaughtUp result, boolean toldMeanwhile) {
    idlePasses = result.published() > 0 ? 0 : idlePasses + 1;
    long commits = head < 0 ? 0 : result.version() - head;
    head = result.version();
    if (announced < head && commits != 0) {
      announcedInARow = 0;
    } else if (announced > head && !toldMeanwhile) {
      announced = head;
      announcedInARow = 0;
    } else {
      announcedInARow += commits;
    }
  }

  /** From now to the next pass. */
  Duration interval(ReplicationSettings settings) {
    return isAtRest(settings)
        ? spread(shorter(slowed(settings), bound(settings)))
        : settings.pollInterval();
  }

  /** Whether the table is asked less often than every poll interval. */
  boolean isAtRest(ReplicationSettings settings) {
    boolean slower = bound(settings).compareTo(settings.pollInterval()) > 0;
    return slower && (isAnnounced() || idlePasses >= IDLE_PASSES_BEFORE_SLOWING);
  }

  private boolean isAnnounced() {
    return announcedInARow >= COMMITS_BEFORE_TRUST;
  }

  private Duration slowed(ReplicationSettings settings) {
    if (isAnnounced()) {
      return bound(settings);
    }
    int paces = 1 + (idlePasses - IDLE_PASSES_BEFORE_SLOWING) / IDLE_PASSES_OF_ONE_PACE;
    return settings.pollInterval().multipliedBy(1L << Math.min(MOST_DOUBLINGS, paces));
  }

  /** Two passes at rest have to come within the target: one alone does not ask for everything. */
  private static Duration bound(ReplicationSettings settings) {
    return settings.rpoTarget().dividedBy(3);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * Tables that became idle together drift apart: each comes up to an eighth early, by its name.
   */
  private Duration spread(Duration interval) {
    return interval.minus(interval.dividedBy(8).multipliedBy(spread).dividedBy(SPREAD));
  }
}
