package dev.levee.sync.engine.control;

import dev.levee.sync.model.Time;
import java.time.Duration;

/**
 * How long this daemon may still act for a group without writing its next record, on its own
 * monotonic clock. Others wait the whole TTL before they take the group; the owner stops acting
 * after two thirds of it, so that a request it has just sent ends before.
 */
public final class Lease {
  private final Time time;
  private final Duration ttl;
  private volatile long usableUntil;
  private volatile boolean held;

  public Lease(Time time, Duration ttl) {
    this.time = time;
    this.ttl = ttl;
  }

  /** A record was saved; saving began at this {@link Time#nanoTime}. */
  public void renewed(long begunAt) {
    usableUntil = begunAt + ttl.toNanos() * 2 / 3;
    held = true;
  }

  /** The group belongs to another daemon, or to none. */
  public void lost() {
    held = false;
  }

  /** Whether this daemon may publish now. */
  public boolean isHeld() {
    return held && time.nanoTime() - usableUntil < 0;
  }

  /** How often a record is due. */
  public Duration renewInterval() {
    return ttl.dividedBy(3);
  }
}
