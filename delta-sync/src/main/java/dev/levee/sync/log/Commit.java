package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a commit says, as far as replication needs it. The bytes themselves are copied untouched.
 *
 * @param version from the commit's name
 * @param protocol the last one of the commit
 * @param metadata the last one of the commit
 * @param commitInfo the first one of the commit
 * @param files all file actions, in the order of the log
 * @param warnings what is odd but harmless, one line each
 * @param unknownActions names of actions that Levee does not know, up to a hundred
 */
public record Commit(
    long version,
    Optional<Protocol> protocol,
    Optional<TableMetadata> metadata,
    Optional<CommitInfo> commitInfo,
    List<FileAction> files,
    List<String> warnings,
    Set<String> unknownActions) {
  /** Copies the collections. */
  public Commit {
    requireNonNull(protocol, "protocol");
    requireNonNull(metadata, "metadata");
    requireNonNull(commitInfo, "commitInfo");
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
    unknownActions = Set.copyOf(unknownActions);
  }
}
