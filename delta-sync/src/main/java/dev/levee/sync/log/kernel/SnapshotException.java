package dev.levee.sync.log.kernel;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.HoldReason;

/**
 * A snapshot, or a checkpoint, cannot be read, and the store is not to blame. The message names the
 * table, what was wanted and the cause.
 */
public final class SnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HoldReason reason;

  /**
   * A state that cannot be had.
   *
   * @param cause may be null
   */
  public SnapshotException(HoldReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason, "reason");
  }

  /** Why the table is held, if it cannot do without. */
  public HoldReason reason() {
    return reason;
  }
}
