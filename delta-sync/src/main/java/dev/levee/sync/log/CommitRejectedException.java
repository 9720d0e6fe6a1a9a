package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.HoldReason;

/**
 * A commit cannot be taken as it is. The message names the line, the byte in the file and the
 * cause; it is one line and quotes no more than a few words of the commit.
 */
public final class CommitRejectedException extends Exception {
  private static final long serialVersionUID = 1;

  private final HoldReason reason;

  /** A commit rejected for a reason that holds its table. */
  public CommitRejectedException(HoldReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason, "reason");
  }

  /** Why the table is held. */
  public HoldReason reason() {
    return reason;
  }
}
