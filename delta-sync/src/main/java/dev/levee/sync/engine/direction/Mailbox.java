package dev.levee.sync.engine.direction;

import java.time.Duration;
import java.util.Optional;

/** Messages to the one thread that owns a group. */
public interface Mailbox {
  /** Leaves a message; never blocks. */
  void send(Runnable message);

  /**
   * Leaves a message that nobody is in a hurry for: it wakes nobody, and is received with the next
   * one that does, or within a tenth of a second. Never blocks. Here it is sent like any other.
   */
  default void leave(Runnable message) {
    send(message);
  }

  /** The next message that is there already. */
  Optional<Runnable> next();

  /**
   * The next message, or empty when none comes within the time.
   *
   * @throws InterruptedException when the owner is asked to stop
   */
  Optional<Runnable> receive(Duration atMost) throws InterruptedException;
}
