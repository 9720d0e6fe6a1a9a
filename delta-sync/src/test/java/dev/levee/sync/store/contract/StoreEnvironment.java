package dev.levee.sync.store.contract;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;

/** A running store, with what has to be stopped after it. */
interface StoreEnvironment extends AutoCloseable {
  ObjectStore store();

  /** An empty prefix. */
  Location base();

  @Override
  void close();
}
