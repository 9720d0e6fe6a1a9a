package dev.levee.daemon.catalog;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that read replicas: at most one for each, and none while nobody asks. They hold up
 * nobody's end.
 */
public final class ReplicaThreads {
  private ReplicaThreads() {}

  /** Threads of their own for one endpoint, which ends them. */
  public static ExecutorService create() {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, "levee-catalog-read");
          thread.setDaemon(true);
          return thread;
        });
  }
}
