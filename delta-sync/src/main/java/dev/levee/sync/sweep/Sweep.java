package dev.levee.sync.sweep;

import dev.levee.sync.model.Location;
import java.time.Instant;
import java.util.Optional;

/**
 * The removal, in looks and batches, of what is long gone from the primary under one prefix. Used
 * by one thread at a time; {@link #status} is read from any.
 */
public interface Sweep {
  /** Removes an object of the secondary, if that is allowed at this moment. */
  @FunctionalInterface
  interface Removal {
    /** Removes it; false when it is not allowed any more and nothing was done. */
    boolean remove(Location location);
  }

  /**
   * When a look begins.
   *
   * @param secondaryTime by the secondary's clock, or a little earlier
   * @param nanoTime by the daemon's monotonic clock
   */
  record Moment(Instant secondaryTime, long nanoTime) {}

  /**
   * What came of a look or a batch.
   *
   * @param removed how many objects were removed
   * @param problem why the sweep ended before its time; an operator should know
   */
  record Outcome(int removed, Optional<String> problem) {}

  /** Looks at both sides, whole; removes nothing. Takes as long as listing them takes. */
  Outcome look(Moment moment);

  /** Whether a batch is left of what looks agreed on. */
  boolean hasMore();

  /**
   * Removes a few objects, each after another look at it on both sides. Nothing else of this daemon
   * may change the prefix meanwhile: what is copied, or found to be there, must not go just then.
   */
  Outcome removeBatch(Removal removal);

  /** What is pending and was done. */
  DeletesStatus status();
}
