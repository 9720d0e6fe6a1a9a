package dev.levee.daemon;

import dev.levee.daemon.config.LeveeConfig;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.model.RegionName;
import java.util.List;

/** The configured groups as their stores show them, without a daemon. */
public interface StoredGroups extends AutoCloseable {
  /** The groups, in the order of the configuration. */
  List<StoredGroup> all();

  /**
   * Tries out that of two creators of an object one fails in a region, before something is written
   * there.
   *
   * @throws dev.levee.sync.store.StoreException of kind {@code UNSUPPORTED} when the store does not
   *     hold to it
   */
  void requireExclusiveCreation(RegionName region);

  /** Closes the stores. */
  @Override
  void close();

  /** Opens the stores that a configuration names. */
  @FunctionalInterface
  interface Opener {
    /**
     * The groups; nothing is asked of their stores yet, and nothing is written to them.
     *
     * @throws dev.levee.sync.store.StoreException when a store is not as configured
     */
    StoredGroups open(LeveeConfig config);
  }
}
