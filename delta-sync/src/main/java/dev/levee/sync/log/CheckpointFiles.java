package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.store.ObjectEntry;
import java.util.List;

/**
 * One complete checkpoint: all of its files are there, none of them is empty. That they belong
 * together and can be read is not known from their names.
 *
 * @param version whose state it holds
 * @param kind which of the naming schemes
 * @param files the parts in order; a single file for the other kinds
 */
public record CheckpointFiles(long version, CheckpointKind kind, List<ObjectEntry> files) {
  /** Checks that there are files, none of them empty. */
  public CheckpointFiles {
    requireNonNull(kind, "kind");
    files = List.copyOf(files);
    if (files.isEmpty() || files.stream().anyMatch(file -> file.attributes().size() == 0)) {
      throw new IllegalArgumentException("no complete checkpoint of version " + version);
    }
  }
}
