package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

/**
 * How far an application has come with a table (Delta protocol, "Transaction Identifiers"): the
 * {@code txn} action, by which writers make a commit idempotent.
 *
 * @param application the writer's name for itself ({@code appId})
 * @param version grows with each of its commits
 */
public record TransactionIdentifier(String application, long version) {
  /** Checks that the application has a name. */
  public TransactionIdentifier {
    requireNonNull(application, "application");
  }
}
