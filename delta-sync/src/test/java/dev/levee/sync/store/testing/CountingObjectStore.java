package dev.levee.sync.store.testing;

import dev.levee.sync.store.ObjectStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Counts the calls of a store, those that fail too. */
public final class CountingObjectStore extends InterceptedObjectStore {
  private final List<StoreCall> calls = new CopyOnWriteArrayList<>();

  /** Counts from zero. */
  public CountingObjectStore(ObjectStore store) {
    super(store);
  }

  @Override
  protected <T> T around(StoreCall call, Supplier<T> delegate) {
    calls.add(call);
    return delegate.get();
  }

  /** How often an operation was called. */
  public long count(StoreOperation operation) {
    return calls.stream().filter(call -> call.operation() == operation).count();
  }

  /** All calls, in the order in which they began. */
  public List<StoreCall> calls() {
    return List.copyOf(calls);
  }

  /** Counts from zero again. */
  public void reset() {
    calls.clear();
  }
}
