package dev.levee.sync.engine.direction;

import java.time.Duration;
import java.util.Optional;

/** Messages to the one thread that owns a group. */
public interface Mailbox {
  /** Leaves a message; never blocks. */
  void send(Runnable message);

  /**
   * The next message, or empty when none comes within the time.
   *
   * @throws InterruptedException when the owner is asked to stop
   */
  Optional<Runnable> receive(Duration atMost) throws InterruptedException;
}
