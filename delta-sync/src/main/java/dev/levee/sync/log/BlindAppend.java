package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A commit that adds files and depends on nothing that the table has.
 *
 * @param identifier makes the commit idempotent: a table takes one commit with it
 * @param carried other applications' identifiers that the commit takes along
 * @param files what is added
 * @param commitInfo fields of the commit's {@code commitInfo}, besides those that every commit has
 */
public record BlindAppend(
    TransactionIdentifier identifier,
    List<TransactionIdentifier> carried,
    List<AppendedFile> files,
    ObjectNode commitInfo) {
  /** Copies what can change. */
  public BlindAppend {
    requireNonNull(identifier, "identifier");
    carried = List.copyOf(carried);
    files = List.copyOf(files);
    commitInfo = commitInfo.deepCopy();
  }

  @Override
  public ObjectNode commitInfo() {
    return commitInfo.deepCopy();
  }
}
