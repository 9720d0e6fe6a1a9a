package dev.levee.sync.store.s3.direct;

import dev.levee.sync.model.Time;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Connections that are kept for the next request: the one that was used last is used first. No more
 * than a limit at a time, those that nobody uses included; the one that makes room for another is
 * closed once that is there.
 */
final class ConnectionPool implements AutoCloseable {
  private final DirectClient.Limits limits;
  private final Time time;
  private final Semaphore free;
  private final Deque<KeptConnection> idle = new ArrayDeque<>();
  private final Set<KeptConnection> open = new HashSet<>();
  private boolean closed;

  ConnectionPool(DirectClient.Limits limits, Time time) {
    this.limits = limits;
    this.time = time;
    this.free = new Semaphore(limits.maximum());
  }

  /** A connection for one request, which ends with {@link #release} or {@link #discard}. */
  KeptConnection lease(Server server) throws IOException {
    acquire();
    try {
      for (Optional<KeptConnection> kept = take(server); kept.isPresent(); kept = take(server)) {
        if (kept.get().isUsable(time.nanoTime())) {
          return kept.get();
        }
        end(kept.get());
      }
      KeptConnection opened =
          KeptConnection.open(server, limits.connect(), limits.read(), time.nanoTime());
      register(opened);
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      free.release();
      throw e;
    }
  }

  private void acquire() throws IOException {
    Duration patience = limits.read();
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(
            "none of %d connections became free within %s".formatted(limits.maximum(), patience));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("stopped");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private synchronized Optional<KeptConnection> take(Server server) {
    for (Iterator<KeptConnection> newest = idle.descendingIterator(); newest.hasNext(); ) {
      KeptConnection connection = newest.next();
      if (connection.server().equals(server)) {
        newest.remove();
        return Optional.of(connection);
      }
    }
    return Optional.empty();
  }

  private synchronized void register(KeptConnection opened) throws IOException {
    open.add(opened);
    if (closed) {
      end(opened);
      throw new IOException("the store was closed");
    }
    while (open.size() > limits.maximum() && !idle.isEmpty()) {
      end(idle.removeFirst());
    }
  }

  private synchronized void end(KeptConnection connection) {
    open.remove(connection);
    connection.close();
  }

  /** Gives a connection back on which nothing is under way any more. */
  void release(KeptConnection connection) {
    connection.rests(time.nanoTime());
    synchronized (this) {
      if (closed) {
        end(connection);
      } else {
        idle.addLast(connection);
      }
    }
    free.release();
  }

  /** Gives a connection back on which something may be under way still. */
  void discard(KeptConnection connection) {
    synchronized (this) {
      open.remove(connection);
    }
    connection.abort();
    free.release();
  }

  /** Requests of which their servers have taken nothing since this was called last fail. */
  synchronized void abortStuck() {
    open.forEach(KeptConnection::abortIfStuck);
  }

  /** Ends all connections; what is under way on them fails. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.clear();
    open.forEach(KeptConnection::abort);
    open.clear();
  }
}
