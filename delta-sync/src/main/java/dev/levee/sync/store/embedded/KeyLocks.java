package dev.levee.sync.store.embedded;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Locks by key: many plain writes of a key may run together, for the store below orders them; a
 * compare-and-swap runs alone. Keys share a fixed number of locks.
 */
final class KeyLocks {
  private static final int STRIPES = 1024;

  private final ReadWriteLock[] stripes =
      IntStream.range(0, STRIPES)
          .mapToObj(i -> new ReentrantReadWriteLock())
          .toArray(ReadWriteLock[]::new);

  <T> T together(String bucket, String key, Supplier<T> work) {
    return locked(stripe(bucket, key).readLock(), work);
  }

  <T> T alone(String bucket, String key, Supplier<T> work) {
    return locked(stripe(bucket, key).writeLock(), work);
  }

  private ReadWriteLock stripe(String bucket, String key) {
    return stripes[Math.floorMod((bucket + "/" + key).hashCode(), STRIPES)];
  }

  private static <T> T locked(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
