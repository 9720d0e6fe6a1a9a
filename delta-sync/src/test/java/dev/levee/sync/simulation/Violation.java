package dev.levee.sync.simulation;

/** An invariant does not hold. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }

  /** Fails, with these details in the text, unless it holds. */
  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in no library that tests have.
  static void unless(boolean holds, String what, Object... details) {
    if (!holds) {
      throw new Violation(what.formatted(details));
    }
  }
}
