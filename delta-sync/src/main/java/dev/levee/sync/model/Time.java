package dev.levee.sync.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Where time comes from. Everything in Levee takes it through its constructor, so that the whole
 * engine runs on a simulated clock.
 */
public interface Time {
  /** The wall clock: for people and reports, never for deciding whether a lease has expired. */
  Instant now();

  /** A clock that never goes back, in nanoseconds from an arbitrary start. */
  long nanoTime();

  /**
   * Waits.
   *
   * @throws InterruptedException when the thread is asked to stop
   */
  void sleep(Duration duration) throws InterruptedException;
}
