package dev.levee.sync.salvage;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.TransactionIdentifier;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table as it is in the region that is the primary now.
 *
 * @param version the newest
 * @param protocol in force
 * @param metadata in force
 * @param transactions how far each application has come
 * @param sinceFork the commits since the fork that took an application to a version
 * @param active the applications that have committed since the fork by themselves
 * @param unwritable why Levee cannot write to it; empty when it can
 */
public record TableNow(
    long version,
    Protocol protocol,
    TableMetadata metadata,
    Map<String, Long> transactions,
    Map<TransactionIdentifier, Long> sinceFork,
    Set<String> active,
    Optional<String> unwritable) {
  /** Copies the maps. */
  public TableNow {
    requireNonNull(protocol, "protocol");
    requireNonNull(metadata, "metadata");
    requireNonNull(unwritable, "unwritable");
    transactions = Map.copyOf(transactions);
    sinceFork = Map.copyOf(sinceFork);
    active = Set.copyOf(active);
  }
}
