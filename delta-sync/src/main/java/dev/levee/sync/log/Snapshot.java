package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A table's state at a version.
 *
 * @param version of the state
 * @param protocol in force
 * @param metadata in force
 * @param liveFiles the files that are in the table, in no particular order
 */
public record Snapshot(
    long version, Protocol protocol, TableMetadata metadata, List<FileAction.Add> liveFiles) {
  /** Copies the files. */
  public Snapshot {
    requireNonNull(protocol, "protocol");
    requireNonNull(metadata, "metadata");
    liveFiles = List.copyOf(liveFiles);
  }
}
