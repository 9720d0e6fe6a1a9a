package dev.levee.sync.simulation;

/** The process that the code runs in was killed: nothing of it goes on. */
final class ProcessEnded extends Error {
  private static final long serialVersionUID = 1L;

  ProcessEnded() {
    super("the simulated process has ended", null, false, false);
  }

  /** Whether that is what a failure comes from. */
  static boolean isBehind(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof ProcessEnded;
  }
}
