package dev.levee.sync.sweep;

import java.time.Duration;

/**
 * When what is gone from the primary may go from the secondary.
 *
 * @param retention how old a file must be, and how long ago the last commit that names it, both by
 *     the secondary's own clock
 * @param maxCount how many files of a table may go at a time; more of them are a reason to ask
 * @param maxSharePercent how many of a hundred objects of a table may; the smaller limit counts
 * @param interval how long after a look the next one comes; a file must be absent at two
 */
public record DeletePolicy(
    Duration retention, long maxCount, int maxSharePercent, Duration interval) {
  /** The shortest retention: that of VACUUM, unless a table says otherwise. */
  public static final Duration MIN_RETENTION = Duration.ofDays(7);

  /** So many may always go, however small a table is; so it is the smallest limit too. */
  public static final int ALWAYS_ALLOWED = 10;

  /** The largest limit, since candidates are held in memory. */
  public static final int MAX_COUNT = 100_000;

  /** Checks the bounds. */
  public DeletePolicy {
    if (retention.compareTo(MIN_RETENTION) < 0) {
      throw new IllegalArgumentException("retention is at least " + MIN_RETENTION.toDays() + "d");
    }
    if (maxCount < ALWAYS_ALLOWED || maxCount > MAX_COUNT) {
      throw new IllegalArgumentException(
          "max_count is between %d and %d".formatted(ALWAYS_ALLOWED, MAX_COUNT));
    }
    if (maxSharePercent < 1 || maxSharePercent > 100) {
      throw new IllegalArgumentException("max_share is between 1% and 100%");
    }
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("sweep_interval is positive");
    }
  }

  /** A week, a thousand or a tenth, every hour. */
  public static DeletePolicy defaults() {
    return new DeletePolicy(MIN_RETENTION, 1000, 10, Duration.ofHours(1));
  }

  /** How many of so many objects may go at a time. */
  public long limit(long objects) {
    return Math.max(ALWAYS_ALLOWED, Math.min(maxCount, objects * maxSharePercent / 100));
  }
}
