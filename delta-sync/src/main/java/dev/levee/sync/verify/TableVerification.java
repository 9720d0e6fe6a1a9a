package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.plan.TableRoots;

/**
 * One table, verified.
 *
 * @param roots where it lies
 * @param outcome what came of it
 * @param checked what was looked at
 */
public record TableVerification(TableRoots roots, Outcome outcome, Checked checked) {
  /** Checks that all is there. */
  public TableVerification {
    requireNonNull(roots, "roots");
    requireNonNull(outcome, "outcome");
    requireNonNull(checked, "checked");
  }
}
