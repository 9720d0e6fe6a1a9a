package dev.levee.sync.simulation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets one thread go on that waits for it. */
final class Baton {
  private volatile Thread waiting;
  private volatile boolean granted;

  void grant() {
    granted = true;
    LockSupport.unpark(waiting);
  }

  /** Waits until it is granted. */
  void await() {
    waiting = Thread.currentThread();
    while (!granted) {
      LockSupport.park(this);
    }
    granted = false;
  }

  /** Waits so long at most; whether it was granted. */
  boolean await(Duration atMost) {
    waiting = Thread.currentThread();
    if (!granted) {
      LockSupport.parkNanos(this, atMost.toNanos());
    }
    if (!granted) {
      return false;
    }
    granted = false;
    return true;
  }
}
