package dev.levee.bench.steady;

import dev.levee.bench.BenchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does plain requests, so many at a time.
 *
 * @param threads how many
 */
record Parallel(int threads) {
  /** A piece of work. */
  @FunctionalInterface
  interface Task {
    void run(int number) throws IOException, InterruptedException;
  }

  /**
   * Does a task for every number from 0 on, and waits for all.
   *
   * @throws BenchException when one fails
   */
  void forEach(int count, Task task) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    onEachThread(
        thread -> {
          for (int number = next.getAndIncrement();
              number < count;
              number = next.getAndIncrement()) {
            task.run(number);
          }
        });
  }

  /** Does a task once on each thread, with the thread's number from 0 on. */
  void onEachThread(Task task) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        running.add(
            pool.submit(
                () -> {
                  task.run(number);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        Object unused = one.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException("the plain client failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }
}
