package dev.levee.sync.engine.commit;

import dev.levee.sync.model.Hold;
import dev.levee.sync.model.HoldReason;

/** A pass found that its table cannot go on. */
public final class TableHeldException extends Exception {
  private static final long serialVersionUID = 1;

  private final Hold hold;

  public TableHeldException(Hold hold) {
    super(hold.toString());
    this.hold = hold;
  }

  public TableHeldException(HoldReason reason, String detail) {
    this(new Hold(reason, detail));
  }

  public Hold hold() {
    return hold;
  }
}
