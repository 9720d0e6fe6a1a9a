package dev.levee.sync.copy;

import dev.levee.sync.model.TableId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads that take one task of each table in turn. What is in flight, and so the
 * memory for buffers, is bounded by the number of threads.
 */
public final class FairCopyExecutor implements CopyExecutor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FairCopyExecutor.class);

  private final List<Thread> threads = new ArrayList<>();
  private final Map<TableId, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private boolean closed;

  /** Starts the threads. */
  public FairCopyExecutor(int threadCount, ThreadFactory factory) {
    for (int i = 0; i < threadCount; i++) {
      Thread thread = factory.newThread(this::work);
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public synchronized void execute(TableId table, Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("copying has ended");
    }
    waiting.computeIfAbsent(table, unused -> new ArrayDeque<>()).add(task);
    notify();
  }

  private void work() {
    try {
      for (Runnable task = take(); task != null; task = take()) {
        run(task);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A task that fails ends itself and not the thread, which others wait for. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a copying task failed", e);
    }
  }

  /** The next task of the table that has waited longest; its table goes to the end of the line. */
  private synchronized Runnable take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    if (waiting.isEmpty()) {
      return null;
    }
    TableId table = waiting.keySet().iterator().next();
    Deque<Runnable> tasks = waiting.remove(table);
    Runnable task = tasks.remove();
    if (!tasks.isEmpty()) {
      waiting.put(table, tasks);
    }
    return task;
  }

  /** Takes no more tasks, and waits for those that were given to end. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
