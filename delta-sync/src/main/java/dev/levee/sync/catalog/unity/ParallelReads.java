package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.CatalogException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Asks for many things, several at a time, on threads of its own ({@code levee-catalog-N}). The
 * first failure ends it: a server that is away is not asked for everything.
 */
final class ParallelReads implements AutoCloseable {
  private final ExecutorService threads;

  ParallelReads(int count) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "levee-catalog-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The results in the order of what was asked for. */
  <T, R> List<R> each(List<T> subjects, Function<T, R> read) {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    List<Future<R>> running = new ArrayList<>();
    for (T subject : subjects) {
      running.add(threads.submit(() -> unlessFailed(subject, read, failure)));
    }
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> future : running) {
        results.add(future.get());
      }
    } catch (InterruptedException e) {
      running.forEach(future -> future.cancel(true));
      Thread.currentThread().interrupt();
      throw new CatalogException(
          CatalogException.Kind.TRANSIENT, "stopped while reading. None: it is read again.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return results;
  }

  private static <T, R> R unlessFailed(
      T subject, Function<T, R> read, AtomicReference<RuntimeException> failure) {
    if (failure.get() == null) {
      try {
        return read.apply(subject);
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      }
    }
    return null;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
