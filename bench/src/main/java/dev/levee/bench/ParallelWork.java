package dev.levee.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to many things, several at a time. */
public final class ParallelWork {
  private ParallelWork() {}

  /** What is done to each. */
  @FunctionalInterface
  public interface Task<T> {
    void accept(T item) throws IOException, InterruptedException;
  }

  /**
   * Returns when all is done. Of items not more than threads, all are done at the same time.
   *
   * @throws IOException of the first that failed; the others may or may not have been done
   */
  public static <T> void each(Collection<T> items, int threads, Task<? super T> task)
      throws IOException, InterruptedException {
    Queue<T> queue = new ConcurrentLinkedQueue<>(items);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, items.size()); i++) {
        workers.add(
            pool.submit(
                () -> {
                  for (T item = queue.poll(); item != null; item = queue.poll()) {
                    task.accept(item);
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static IOException unwrapped(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return failure instanceof IOException expected ? expected : new IOException(failure);
  }
}
