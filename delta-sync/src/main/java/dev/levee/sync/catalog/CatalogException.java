package dev.levee.sync.catalog;

import static java.util.Objects.requireNonNull;

/**
 * A catalog did not do what was asked. The kind says what the caller does; the message names the
 * asset, the cause and, where there is one, the remedy. Retries of passing faults are already
 * behind it.
 */
public final class CatalogException extends RuntimeException {
  /** What the caller does about it. */
  public enum Kind {
    /** A passing fault outlasted the retries: try again at the next cycle. */
    TRANSIENT,
    /** The server asks to slow down: try again later. */
    THROTTLED,
    /** The token is missing, wrong, or may not do this. A person is needed. */
    ACCESS_DENIED,
    /** The asset, or something that it names, is not there. */
    NOT_FOUND,
    /** The name is taken. */
    ALREADY_EXISTS,
    /** The server refuses this asset as such; the next one may go. */
    REFUSED
  }

  private final Kind kind;

  /** A failure with its cause. */
  public CatalogException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  /** A failure that the server itself stated. */
  public CatalogException(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind");
  }

  /** What the caller does about it. */
  public Kind kind() {
    return kind;
  }
}
