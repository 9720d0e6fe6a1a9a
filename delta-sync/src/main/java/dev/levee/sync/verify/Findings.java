package dev.levee.sync.verify;

import java.util.List;

/**
 * What was found, bounded.
 *
 * @param first the first of them, at most {@link #KEPT}
 * @param count how many there are
 */
public record Findings(List<Finding> first, long count) {
  /** How many are kept. */
  public static final int KEPT = 100;

  /** Copies the list. */
  public Findings {
    first = List.copyOf(first);
  }
}
