package dev.levee.sync.engine.table;

import dev.levee.sync.model.Hold;
import dev.levee.sync.store.StoreException;
import java.time.Instant;

/** How one pass over a table ended. */
public sealed interface PassResult {
  /**
   * All that was visible in the primary at that time is published.
   *
   * @param asOf when the look at the primary began that found nothing newer
   * @param version the newest version of both sides
   * @param published how many commits this pass published
   * @param possiblyUnreplicated how many versions above the newest one writers may have been told
   *     of, though the log does not show them; none of them is older than {@code asOf}
   */
  record CaughtUp(Instant asOf, long version, int published, int possiblyUnreplicated)
      implements PassResult {}

  /**
   * The newest version of both sides is still the same; whether the primary has a further one was
   * not asked.
   *
   * @param asOf all that was visible in the primary at that time is published
   */
  record Unchanged(Instant asOf) implements PassResult {}

  /** There is more to publish; the table gives way to others first. */
  record MoreToDo() implements PassResult {}

  /** The table cannot go on. */
  record Held(Hold hold) implements PassResult {}

  /** A store failed; the table goes on at a later pass. */
  record Failed(StoreException cause) implements PassResult {}

  /** The primary has no log there (any more). */
  record Missing(Instant asOf) implements PassResult {}

  /** This daemon may not publish for the group any more. */
  record Stopped() implements PassResult {}
}
