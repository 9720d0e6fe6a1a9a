package dev.levee.sync.copy;

/** Runs the copying of one part of a large object, now or soon, on any thread. */
@FunctionalInterface
public interface PartRunner {
  /** Runs the task. */
  void run(Runnable task);
}
