package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.OwnerIdentity;
import java.util.concurrent.Executor;

/**
 * What a group is run with.
 *
 * @param mailbox its messages
 * @param workers run table passes and searches
 * @param identity who this daemon is
 * @param engine what all directions share
 */
public record GroupParts(
    Mailbox mailbox, Workers workers, OwnerIdentity identity, Direction.EngineParts engine) {
  /**
   * Who runs what blocks. Three kinds, so that neither first copies, which take long, nor tables at
   * rest, which may be very many, delay a new commit.
   *
   * @param firstCopies run passes of tables that are not known to be live in the secondary
   * @param tails run all other passes, and searches
   * @param resting run passes of tables that nobody writes to
   */
  public record Workers(Executor firstCopies, Executor tails, Executor resting) {}

  /** The process the group runs in. */
  public Daemon daemon() {
    return new Daemon(engine.time(), identity);
  }
}
