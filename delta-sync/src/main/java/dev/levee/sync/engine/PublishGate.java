package dev.levee.sync.engine;

/**
 * Lets commits through while this daemon owns the group and the direction stands. Once closed it
 * stays closed; whoever closes it can see when the last request has left.
 */
final class PublishGate {
  private final Lease lease;
  private boolean closed;
  private int inside;

  PublishGate(Lease lease) {
    this.lease = lease;
  }

  /** Whether a commit may be published now; the caller then calls {@link #leave}. */
  synchronized boolean tryEnter() {
    if (closed || !lease.isHeld()) {
      return false;
    }
    inside++;
    return true;
  }

  /** Makes a change of the secondary, if that is allowed now; false when it is not. */
  boolean pass(Runnable change) {
    if (!tryEnter()) {
      return false;
    }
    try {
      change.run();
      return true;
    } finally {
      leave();
    }
  }

  synchronized void leave() {
    inside--;
  }

  synchronized boolean isOpen() {
    return !closed && lease.isHeld();
  }

  /** Whether it will never open again; one without a lease may. */
  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
  }

  /** Whether no request is under way behind a closed gate. */
  synchronized boolean isIdle() {
    return closed && inside == 0;
  }
}
