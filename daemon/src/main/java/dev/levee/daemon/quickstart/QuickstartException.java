package dev.levee.daemon.quickstart;

/** The quickstart cannot go on, or a step of the tour did not hold. The message says what. */
public final class QuickstartException extends RuntimeException {
  /** What was expected and what was seen. */
  public QuickstartException(String message) {
    super(message);
  }

  /** The same with its cause. */
  public QuickstartException(String message, Throwable cause) {
    super(message, cause);
  }
}
