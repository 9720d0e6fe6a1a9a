package dev.levee.sync.plan;

import java.util.List;

/**
 * What must be in the secondary before a version is published there.
 *
 * @param version the version
 * @param objects distinct by source, in the order in which the log first names them
 * @param vectors where the deletion vectors are that the version makes live, distinct
 * @param rewritten whether absolute paths are other ones in the secondary, so that the version's
 *     bytes there must be
 * @param warnings what is odd but harmless, one line each
 */
public record CommitPlan(
    long version,
    List<RequiredObject> objects,
    List<VectorExtent> vectors,
    boolean rewritten,
    List<String> warnings) {
  /** Copies the lists. */
  public CommitPlan {
    objects = List.copyOf(objects);
    vectors = List.copyOf(vectors);
    warnings = List.copyOf(warnings);
  }
}
