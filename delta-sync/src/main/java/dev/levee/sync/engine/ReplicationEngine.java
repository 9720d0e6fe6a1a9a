package dev.levee.sync.engine;

import java.util.List;

/** All failover groups of a daemon, running. */
public interface ReplicationEngine extends AutoCloseable {
  /** Begins to replicate, on the engine's own threads. */
  void start();

  /** The groups, in the order of the configuration. */
  List<GroupControl> groups();

  /**
   * Stops: lets requests under way end, gives the leases back and closes the stores. Nothing is
   * left half-done that a restart would not finish.
   */
  @Override
  void close();
}
