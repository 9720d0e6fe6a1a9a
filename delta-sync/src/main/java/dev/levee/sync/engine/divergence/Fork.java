package dev.levee.sync.engine.divergence;

/**
 * A fork in a table's history.
 *
 * @param common the newest version that both sides have with the same bytes
 * @param lastLost the newest version of the secondary, on the branch that lost
 */
public record Fork(long common, long lastLost) {
  /** Checks that something was lost. */
  public Fork {
    if (common < 0 || lastLost <= common) {
      throw new IllegalArgumentException("no fork: " + common + ", " + lastLost);
    }
  }
}
