package dev.levee.sync.engine.table;

import dev.levee.sync.model.TableId;
import java.time.Duration;

/**
 * When a table that is caught up is looked at beyond its next commit. What comes after a commit, as
 * checkpoints do, comes soon; so the whole log is listed an interval after a commit, and while
 * nothing more is committed after four times as long each time, up to a quarter of an hour. In
 * between one request in each interval makes sure that the newest commit is still the one that was
 * replicated, since a table that was dropped and created again does not show otherwise.
 */
final class LookPace {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int SPREAD = 1024;
  private static final int GROWTH = 4;

  private final long interval;
  private final long atRest;
  private final int spread;
  private final long longest;
  private long listedAt;
  private long lookedAt;
  private long listEvery;
  private boolean publishedSince = true;
  private boolean askedSince;

  /**
   * A pace.
   *
   * @param interval between looks at a table that is not at rest
   * @param rpoTarget within which a table at rest is looked at twice
   */
  LookPace(TableId table, Duration interval, Duration rpoTarget) {
    this.interval = interval.toNanos();
    this.atRest = rpoTarget.dividedBy(2).toNanos();
    this.spread = (table.toString().hashCode() * 0x9E3779B9) >>> 22;
    this.longest = Math.max(this.interval, LONGEST.toNanos());
    this.listEvery = this.interval;
  }

  /** Something was published, so that more may follow soon. */
  void published() {
    publishedSince = true;
    listEvery = interval;
  }

  boolean isListingDue(long now) {
    return now - listedAt >= listEvery;
  }

  boolean isLookDue(long now) {
    return now - lookedAt >= interval;
  }

  /**
   * At rest every second turn is a look, where turns are as rare as they become; however late they
   * come, the next commit is asked for between two of them.
   */
  boolean isLookDueAtRest(long now) {
    return askedSince && now - lookedAt >= atRest;
  }

  /** Its next commit was asked for, and what else was due was looked at. */
  void asked() {
    askedSince = true;
  }

  void listed(long now) {
    listEvery = publishedSince ? interval : Math.min(GROWTH * listEvery, longest);
    publishedSince = false;
    listedAt = now;
    lookedAt = now;
  }

  /**
   * The logs were listed as they are at a start, when all tables are at once. The next time they
   * are not: it comes up to an interval early, by the table's name.
   */
  void located(long now) {
    listed(now);
    listedAt = now - interval / SPREAD * spread;
  }

  void looked(long now) {
    lookedAt = now;
    askedSince = false;
  }
}
