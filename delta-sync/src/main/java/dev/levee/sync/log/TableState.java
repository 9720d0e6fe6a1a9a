package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * A table's whole state at a version, its files summed up, so that two ways to the same version can
 * be compared however large the table is.
 *
 * @param version of the state
 * @param protocol in force
 * @param metadata in force
 * @param files the live files
 * @param transactions the newest version of each application's transactions
 * @param domains the configuration of each metadata domain that was not removed
 */
public record TableState(
    long version,
    Protocol protocol,
    TableMetadata metadata,
    FileSum files,
    Map<String, Long> transactions,
    Map<String, String> domains) {
  /** With it in the table's properties, checkpoints leave out transactions that are old. */
  private static final String TRANSACTION_RETENTION = "delta.setTransactionRetentionDuration";

  /** Copies the maps. */
  public TableState {
    requireNonNull(protocol, "protocol");
    requireNonNull(metadata, "metadata");
    requireNonNull(files, "files");
    transactions = Map.copyOf(transactions);
    domains = Map.copyOf(domains);
  }

  /**
   * In what a checkpoint's state differs from this one, which comes from replaying commits; empty
   * when in nothing.
   */
  public Optional<String> differenceOf(TableState checkpoint) {
    return different("protocol", protocol, checkpoint.protocol())
        .or(() -> metadata.differenceOf(checkpoint.metadata()))
        .or(() -> different("live files", files.summary(), checkpoint.files().summary()))
        .or(() -> different("digest of the live files", files, checkpoint.files()))
        .or(() -> transactionsDifferent(checkpoint.transactions()))
        .or(() -> different("metadata domains", domains, checkpoint.domains()));
  }

  private Optional<String> transactionsDifferent(Map<String, Long> theirs) {
    boolean mayBeLeftOut = metadata.configuration().containsKey(TRANSACTION_RETENTION);
    boolean same =
        mayBeLeftOut
            ? transactions.entrySet().containsAll(theirs.entrySet())
            : transactions.equals(theirs);
    return same ? Optional.empty() : different("transactions", transactions, theirs);
  }

  static Optional<String> different(String what, Object expected, Object seen) {
    if (expected.equals(seen)) {
      return Optional.empty();
    }
    String text = "%s: %s by the commits, %s here".formatted(what, expected, seen);
    return Optional.of(text.length() > 600 ? text.substring(0, 600) + "…" : text);
  }
}
