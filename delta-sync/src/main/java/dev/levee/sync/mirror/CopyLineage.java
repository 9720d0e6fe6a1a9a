package dev.levee.sync.mirror;

import dev.levee.sync.store.ObjectAttributes;
import dev.levee.sync.store.SourceNote;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether an object of the secondary that differs from the primary's may be replaced by it.
 * Pure.
 */
final class CopyLineage {
  private CopyLineage() {}

  /** What the object is to the primary's. */
  enum Verdict {
    /** A copy of it. */
    SAME,
    /** A copy of an earlier state of it, or that earlier state itself. */
    OLDER,
    /** Somebody else's, as far as can be known. */
    FOREIGN
  }

  /**
   * The verdict by what the objects say of themselves, before any byte is compared; empty when they
   * say nothing.
   *
   * @param source the primary's, with its metadata
   * @param copy the secondary's, with its metadata
   */
  static Optional<Verdict> byNotes(ObjectAttributes source, ObjectAttributes copy) {
    Optional<String> madeFrom = SourceNote.etag(copy);
    boolean sameSize = source.size() == copy.size();
    if (sameSize
        && (madeFrom.filter(source.etag()::equals).isPresent() || isCopyOf(source, copy))) {
      return Optional.of(Verdict.SAME);
    }
    if (madeFrom.isEmpty()) {
      return Optional.empty();
    }
    boolean older =
        SourceNote.modified(copy).filter(then -> !then.isAfter(source.lastModified())).isPresent();
    return Optional.of(older ? Verdict.OLDER : Verdict.FOREIGN);
  }

  /** After a failover the primary's own object may be Levee's copy of what is opposite. */
  private static boolean isCopyOf(ObjectAttributes source, ObjectAttributes copy) {
    return SourceNote.etag(source).filter(copy.etag()::equals).isPresent();
  }

  /**
   * The verdict on an object without a note whose bytes differ.
   *
   * @param replicatedUntil what the secondary had then, when it was the primary, was replicated
   * @param seenEqual whether this daemon saw it, in this very state, equal to an earlier source
   */
  static Verdict ofUnnoted(
      ObjectAttributes copy, Optional<Instant> replicatedUntil, boolean seenEqual) {
    boolean replicated =
        replicatedUntil.filter(until -> !copy.lastModified().isAfter(until)).isPresent();
    return replicated || seenEqual ? Verdict.OLDER : Verdict.FOREIGN;
  }
}
