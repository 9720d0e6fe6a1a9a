package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

/**
 * A store did not do what was asked. The kind says what the caller does; the message names the
 * object, the cause and, where there is one, the remedy. Retries of passing faults are already
 * behind it.
 */
public final class StoreException extends RuntimeException {
  /** What the caller does about it. */
  public enum Kind {
    /** A passing fault outlasted the retries: try again at the next pass. */
    TRANSIENT,
    /** The store asks to slow down: try again later, with less. */
    THROTTLED,
    /** The object is not there. */
    NOT_FOUND,
    /** The object is no longer in the state that was asked for. */
    CHANGED,
    /** The identity may not do this. A person is needed. */
    ACCESS_DENIED,
    /** The bucket, or the folder that stands for it, is not there. A person is needed. */
    NO_SUCH_BUCKET,
    /** The object is in an archive tier and cannot be read. */
    ARCHIVED,
    /** The store does not have this operation. */
    UNSUPPORTED,
    /** The store refuses the request as such (name, size, clock skew). A person is needed. */
    INVALID
  }

  private final Kind kind;

  /** A failure with its cause. */
  public StoreException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  /** A failure that the store itself stated. */
  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind");
  }

  /** What the caller does about it. */
  public Kind kind() {
    return kind;
  }
}
