package dev.levee.sync.model;

import static java.util.Objects.requireNonNull;

/**
 * One table stopped, and why.
 *
 * @param reason which of the closed list
 * @param detail what was found, naming the object, in one line
 */
public record Hold(HoldReason reason, String detail) {
  /** Checks that both are there. */
  public Hold {
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
  }

  /** What was found, and what to do about it. */
  public String withRemedy() {
    return this + (detail.endsWith(".") ? " " : ". ") + reason.remedy();
  }

  @Override
  public String toString() {
    return reason + ": " + detail;
  }
}
