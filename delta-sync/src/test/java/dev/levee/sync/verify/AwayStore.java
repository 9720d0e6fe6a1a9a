package dev.levee.sync.verify;

import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.StoreException;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import java.util.function.Supplier;

/** A store that cannot be reached. */
final class AwayStore extends InterceptedObjectStore {
  static final String MESSAGE = "no route to the store";

  AwayStore() {
    super(new MemoryObjectStore("away", new SystemTime()));
  }

  @Override
  protected <T> T around(StoreCall call, Supplier<T> delegate) {
    throw new StoreException(StoreException.Kind.TRANSIENT, MESSAGE);
  }
}
