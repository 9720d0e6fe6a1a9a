package dev.levee.daemon.cli;

/** A command ends here. Its message is all that a person sees. */
final class CommandFailure extends RuntimeException {
  private final ExitCode exit;

  /** A failure with what is to be done about it in the message. */
  CommandFailure(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** The same with its cause, for {@code --verbose}. */
  CommandFailure(ExitCode exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  ExitCode exit() {
    return exit;
  }
}
