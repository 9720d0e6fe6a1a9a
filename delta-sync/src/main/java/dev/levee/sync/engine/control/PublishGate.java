package dev.levee.sync.engine.control;

/**
 * Lets commits through while this daemon owns the group and the direction stands. Once closed it
 * stays closed; whoever closes it can see when the last request has left.
 */
public final class PublishGate {
  private final Lease lease;
  private boolean closed;
  private int inside;

  public PublishGate(Lease lease) {
    this.lease = lease;
  }

  /** Whether a commit may be published now; the caller then calls {@link #leave}. */
  public synchronized boolean tryEnter() {
    if (closed || !lease.isHeld()) {
      return false;
    }
    inside++;
    return true;
  }

  /** Makes a change of the secondary, if that is allowed now; false when it is not. */
  public boolean pass(Runnable change) {
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

  public synchronized void leave() {
    inside--;
  }

  public synchronized boolean isOpen() {
    return !closed && lease.isHeld();
  }

  /** Whether it will never open again; one without a lease may. */
  public synchronized boolean isClosed() {
    return closed;
  }

  public synchronized void close() {
    closed = true;
  }

  /** Whether no request is under way behind a closed gate. */
  public synchronized boolean isIdle() {
    return closed && inside == 0;
  }
}
