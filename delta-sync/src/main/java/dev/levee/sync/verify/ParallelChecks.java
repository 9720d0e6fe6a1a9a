package dev.levee.sync.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks at many objects, several at a time, and takes the results in the objects' order. Ends with
 * the first failure: a store that is away is not asked for everything.
 */
final class ParallelChecks {
  private static final int CHUNK = 256;

  private final ExecutorService threads;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  ParallelChecks(ExecutorService threads) {
    this.threads = threads;
  }

  <T, R> void each(Collection<T> objects, Function<T, R> check, Consumer<R> results)
      throws InterruptedException {
    Iterator<T> rest = objects.iterator();
    while (rest.hasNext()) {
      List<Callable<Optional<R>>> chunk = new ArrayList<>();
      while (rest.hasNext() && chunk.size() < CHUNK) {
        T object = rest.next();
        chunk.add(() -> checked(object, check));
      }
      for (Future<Optional<R>> result : threads.invokeAll(chunk)) {
        taken(result).ifPresent(results);
      }
      if (failure.get() != null) {
        throw failure.get();
      }
    }
  }

  private <T, R> Optional<R> checked(T object, Function<T, R> check) {
    if (failure.get() != null) {
      return Optional.empty();
    }
    try {
      return Optional.of(check.apply(object));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      return Optional.empty();
    }
  }

  private static <R> R taken(Future<R> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
