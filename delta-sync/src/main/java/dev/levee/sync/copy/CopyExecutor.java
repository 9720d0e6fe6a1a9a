package dev.levee.sync.copy;

import dev.levee.sync.model.TableId;

/** Runs copies, so that no table waits for another one's many files. */
public interface CopyExecutor {
  /**
   * Runs a task soon, on one of the executor's threads, or at once on the caller's. Tasks of one
   * table begin in the order they were given.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the executor has been closed
   */
  void execute(TableId table, Runnable task);
}
