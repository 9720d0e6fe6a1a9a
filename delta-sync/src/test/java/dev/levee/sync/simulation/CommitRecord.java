package dev.levee.sync.simulation;

import java.util.Map;

/**
 * A commit that is visible in a region.
 *
 * @param version its version
 * @param text its bytes, which are UTF-8
 * @param content what it does
 * @param visibleAt the true time at which it became visible there
 * @param live the live files after it
 * @param byWriter whether a writer committed it there, not Levee
 */
record CommitRecord(
    long version,
    String text,
    CommitContent content,
    long visibleAt,
    Map<String, LiveFile> live,
    boolean byWriter) {

  boolean hasSameBytes(CommitRecord other) {
    return text.equals(other.text);
  }

  boolean isFence() {
    return text.contains("LEVEE FENCE");
  }

  /** Whether it is the fence with which an epoch begins. */
  boolean isFenceOf(long epoch) {
    return text.contains("\"levee-fence-" + World.GROUP + "-" + epoch + ".");
  }
}
