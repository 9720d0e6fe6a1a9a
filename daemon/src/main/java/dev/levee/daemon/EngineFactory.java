package dev.levee.daemon;

import dev.levee.daemon.config.LeveeConfig;
import dev.levee.sync.engine.ReplicationEngine;

/** Opens the stores that a configuration names and puts an engine on them. */
public interface EngineFactory {
  /**
   * An engine that is not started yet. Closing it closes the stores.
   *
   * @throws dev.levee.sync.store.StoreException when a store is not as configured
   */
  ReplicationEngine create(LeveeConfig config);
}
