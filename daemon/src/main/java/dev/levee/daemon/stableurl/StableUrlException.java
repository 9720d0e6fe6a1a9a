package dev.levee.daemon.stableurl;

/** A stable URL's port cannot be opened. */
public final class StableUrlException extends RuntimeException {
  /** Says which, and why. */
  public StableUrlException(String message, Throwable cause) {
    super(message, cause);
  }
}
