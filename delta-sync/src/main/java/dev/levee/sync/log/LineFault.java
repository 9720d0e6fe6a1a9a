package dev.levee.sync.log;

import dev.levee.sync.model.HoldReason;
import java.io.IOException;
import java.util.OptionalLong;

/** What is wrong with a line, before it is known which line it is. */
final class LineFault extends IOException {
  private static final long serialVersionUID = 1;

  private final HoldReason reason;
  private final long offset;

  /** A fault at a known byte of the commit. */
  LineFault(HoldReason reason, String message, long offset) {
    super(message);
    this.reason = reason;
    this.offset = offset;
  }

  /** A fault where the parser stands. */
  static LineFault malformed(String message) {
    return new LineFault(HoldReason.COMMIT_MALFORMED, message, -1);
  }

  /** A field that must be there and is not. */
  static LineFault missing(String field) {
    return malformed(field + " is missing");
  }

  HoldReason reason() {
    return reason;
  }

  /** The offset in the commit, where it is known better than by where the parser stands. */
  OptionalLong offset() {
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
