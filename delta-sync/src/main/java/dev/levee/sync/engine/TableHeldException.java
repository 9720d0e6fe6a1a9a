package dev.levee.sync.engine;

import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;

/** A pass found that its table cannot go on. */
final class TableHeldException extends Exception {
  private static final long serialVersionUID = 1;

  private final Hold hold;

  TableHeldException(Hold hold) {
    super(hold.toString());
    this.hold = hold;
  }

  TableHeldException(HoldReason reason, String detail) {
    this(new Hold(reason, detail));
  }

  Hold hold() {
    return hold;
  }
}
