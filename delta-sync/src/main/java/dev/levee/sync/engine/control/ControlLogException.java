package dev.levee.sync.engine.control;

/**
 * The control records cannot be used as they are. A person is needed; the message says for what.
 */
public final class ControlLogException extends RuntimeException {
  /** Says what is wrong with which record, and the remedy. */
  public ControlLogException(String message) {
    super(message);
  }
}
