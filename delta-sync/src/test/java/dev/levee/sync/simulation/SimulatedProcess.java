package dev.levee.sync.simulation;

import java.time.Duration;

/** A process: it can be stopped for a while, or for good, between any two of its steps. */
final class SimulatedProcess {
  private final String name;

  /** By how much its wall clock is ahead of true time. */
  final Duration skew;

  private boolean dead;
  private long pausedUntil = Long.MIN_VALUE;

  /** Whether it is a daemon of Levee; else it writes to tables, or asks for something. */
  final boolean daemon;

  private SimulatedProcess(String name, Duration skew, boolean daemon) {
    this.name = name;
    this.skew = skew;
    this.daemon = daemon;
  }

  static SimulatedProcess daemon(String name, Duration skew) {
    return new SimulatedProcess(name, skew, true);
  }

  static SimulatedProcess other(String name) {
    return new SimulatedProcess(name, Duration.ZERO, false);
  }

  boolean isDead() {
    return dead;
  }

  /** From now on nothing of it runs; use {@link Schedule#kill}. */
  void die() {
    dead = true;
  }

  /** Nothing of it runs before this time. */
  void pauseUntil(long time) {
    pausedUntil = Math.max(pausedUntil, time);
  }

  long pausedUntil() {
    return pausedUntil;
  }

  @Override
  public String toString() {
    return name;
  }
}
