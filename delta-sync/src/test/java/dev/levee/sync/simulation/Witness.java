package dev.levee.sync.simulation;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.testing.StoreOperation;

/** Sees everything that happens to the stores. */
interface Witness {
  /** A process is about to send a change. */
  void sending(SimulatedProcess process, Region region, StoreOperation operation, Location object);

  /** A store has carried out a change. */
  void carriedOut(StoreEffect effect);
}
