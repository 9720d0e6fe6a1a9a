package dev.levee.sync.engine;

/** Writers could not be stopped, or not let go on. Its text says what to do. */
public final class WriteBlockException extends RuntimeException {
  /** A failure with its text. */
  public WriteBlockException(String message) {
    super(message);
  }
}
