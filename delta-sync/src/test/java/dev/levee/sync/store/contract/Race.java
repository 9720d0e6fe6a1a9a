package dev.levee.sync.store.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs the same work on many threads that start together. */
final class Race {
  private Race() {}

  /** What each of the runners came to, by its number. */
  static <T> List<T> run(int runners, IntFunction<T> work)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(runners);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        int runner = i;
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.apply(runner);
                }));
      }
      start.countDown();
      List<T> answers = new ArrayList<>();
      for (Future<T> result : results) {
        answers.add(result.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
