package dev.levee.sync.simulation;

import dev.levee.sync.model.Time;
import java.time.Duration;
import java.time.Instant;

/** The clocks of one process: all go alike, but their wall clocks differ. */
final class ProcessTime implements Time {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Schedule schedule;
  private final Duration skew;

  ProcessTime(Schedule schedule, Duration skew) {
    this.schedule = schedule;
    this.skew = skew;
  }

  /** The wall clock's time at a true time. */
  static Instant wall(long nanos, Duration skew) {
    return BEGINNING.plusNanos(nanos).plus(skew);
  }

  /** The true time at which a wall clock shows this. */
  static long trueTime(Instant wall, Duration skew) {
    return Duration.between(BEGINNING, wall.minus(skew)).toNanos();
  }

  @Override
  public Instant now() {
    return wall(schedule.now(), skew);
  }

  @Override
  public long nanoTime() {
    return schedule.now();
  }

  @Override
  public void sleep(Duration duration) {
    schedule.sleep(duration.toNanos());
  }
}
