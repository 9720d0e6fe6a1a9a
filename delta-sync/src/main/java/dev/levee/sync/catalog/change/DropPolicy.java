package dev.levee.sync.catalog.change;

import java.time.Duration;

/**
 * When what is gone from the primary's catalog may go from the secondary's.
 *
 * @param grace how long an asset must be gone; an UNDROP within it costs nothing
 * @param maxPercent how many of a hundred assets may be gone at once; more are taken for a fault of
 *     the source, and nothing is dropped
 */
public record DropPolicy(Duration grace, int maxPercent) {
  /** So many may always go at once, however small the catalog is. */
  static final int ALWAYS_ALLOWED = 5;

  /** A day, and a fifth. */
  public static final DropPolicy DEFAULT = new DropPolicy(Duration.ofDays(1), 20);

  /** Checks the limits. */
  public DropPolicy {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is not negative");
    }
    if (maxPercent < 0 || maxPercent > 100) {
      throw new IllegalArgumentException("max_percent is between 0 and 100");
    }
  }

  /** Whether so many of so many assets may be gone at once. */
  boolean allows(int gone, int all) {
    return gone <= Math.max(ALWAYS_ALLOWED, (long) all * maxPercent / 100);
  }
}
