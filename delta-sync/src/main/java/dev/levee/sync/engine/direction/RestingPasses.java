package dev.levee.sync.engine.direction;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes over tables that nobody writes to. There may be a thousand a second, and nearly all take
 * no longer than a request: so a worker takes one after the other, and threads are woken for many
 * at a time. A worker that finds much to do in a pass holds up none of those that wait: they are
 * left to the workers that are asked for next.
 */
final class RestingPasses {
  private static final int PASSES_OF_A_WORKER = 16;

  private final Executor workers;
  private final Queue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger notBegun = new AtomicInteger();

  RestingPasses(Executor workers) {
    this.workers = workers;
  }

  /** Has a pass wait until workers are asked for. */
  void add(Runnable pass) {
    waiting.add(pass);
  }

  /**
   * Asks for workers for the passes that wait, those from before included. To be called again and
   * again.
   */
  void start() {
    int wanted = (waiting.size() + PASSES_OF_A_WORKER - 1) / PASSES_OF_A_WORKER;
    for (int missing = wanted - notBegun.get(); missing > 0; missing--) {
      notBegun.incrementAndGet();
      workers.execute(this::work);
    }
  }

  private void work() {
    notBegun.decrementAndGet();
    for (Runnable pass = waiting.poll(); pass != null; pass = waiting.poll()) {
      pass.run();
    }
  }
}
