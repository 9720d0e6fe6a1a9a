package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.HoldReason;

/** A file reference of a log that cannot be followed. The message quotes it. */
final class UnusablePathException extends Exception {
  private static final long serialVersionUID = 1;

  private final HoldReason reason;

  UnusablePathException(HoldReason reason, String problem, String reference) {
    super(problem + ": '" + abridged(reference) + "'");
    this.reason = requireNonNull(reason, "reason");
  }

  HoldReason reason() {
    return reason;
  }

  private static String abridged(String reference) {
    String shown = reference.length() > 300 ? reference.substring(0, 300) + "…" : reference;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
