package dev.levee.daemon.testing;

import dev.levee.sync.model.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that goes on only when someone sleeps. */
public class TestingTime implements Time {
  /** Where it starts. */
  public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private Instant now = START;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return Duration.between(START, now).toNanos();
  }

  @Override
  public synchronized void sleep(Duration duration) {
    now = now.plus(duration);
  }
}
