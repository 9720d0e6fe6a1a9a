package dev.levee.sync.engine.salvage;

import static java.util.Objects.requireNonNull;

/** Salvage does not go on. The message says why and what to do; what was applied stays. */
public final class SalvageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** The group's state does not allow it now. */
    REFUSED,
    /** What is in quarantine, or the table, is not as it should be. */
    FAILED
  }

  private final Kind kind;

  SalvageException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  static SalvageException refused(String message) {
    return new SalvageException(Kind.REFUSED, message, null);
  }

  static SalvageException failed(String message, Throwable cause) {
    return new SalvageException(Kind.FAILED, message, cause);
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
