package dev.levee.sync.catalog.unity;

import dev.levee.sync.model.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sleeps at once, and remembers how long. */
final class RecordingTime implements Time {
  private final List<Duration> sleeps = new ArrayList<>();

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    sleeps.add(duration);
  }

  synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
