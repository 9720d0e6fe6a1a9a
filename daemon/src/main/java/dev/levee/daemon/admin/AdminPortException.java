package dev.levee.daemon.admin;

/** The admin port cannot be opened: someone else has it, or the address is none of this machine. */
public final class AdminPortException extends RuntimeException {
  /** Says which port, and why. */
  public AdminPortException(String message, Throwable cause) {
    super(message, cause);
  }
}
