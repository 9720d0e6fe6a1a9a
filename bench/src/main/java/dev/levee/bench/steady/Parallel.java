package dev.levee.bench.steady;

import dev.levee.bench.BenchException;
import dev.levee.bench.ParallelWork;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Does plain requests, so many at a time.
 *
 * @param threads how many
 */
record Parallel(int threads) {
  /** A piece of work. */
  @FunctionalInterface
  interface Task extends ParallelWork.Task<Integer> {}

  /**
   * Does a task for every number from 0 on, and waits for all.
   *
   * @throws BenchException when one fails
   */
  void forEach(int count, Task task) throws InterruptedException {
    try {
      ParallelWork.each(IntStream.range(0, count).boxed().toList(), threads, task);
    } catch (IOException e) {
      throw new BenchException("the plain client failed: " + e.getMessage(), e);
    }
  }

  /** Does as many at the same time as there are threads, with their numbers from 0 on. */
  void onEachThread(Task task) throws InterruptedException {
    forEach(threads, task);
  }
}
