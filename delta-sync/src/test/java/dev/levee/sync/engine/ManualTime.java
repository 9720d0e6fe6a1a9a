package dev.levee.sync.engine;

import dev.levee.sync.model.Time;
import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still until they are moved on. */
public final class ManualTime implements Time {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos = 1;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    pass(duration);
  }

  /** Moves both clocks on. */
  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
    nanos += duration.toNanos();
  }
}
