package dev.levee.daemon.cli;

/** Tells a long-running command that it is to end. */
public interface StopSignal {
  /** From now on the caller ends in good order when asked; before, the process ends at once. */
  void handle();

  /** Whether it was asked. */
  boolean asked();

  /** Waits until it is asked. */
  void await() throws InterruptedException;
}
