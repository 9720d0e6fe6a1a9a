package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A data file that an {@code add} action brings into a table, with all that is needed to add it
 * again. Row identifiers are left out: they belong to the commit that adds it.
 *
 * @param path as in the log, URL-encoded
 * @param partitionValues by the partition columns' physical names; empty where the value is null
 * @param size in bytes, as the log says
 * @param modificationTime milliseconds since the epoch, as the log says
 * @param stats the statistics' JSON, unchanged
 * @param records how many rows it has, by its statistics
 * @param tags as in the log
 */
public record AppendedFile(
    String path,
    Map<String, Optional<String>> partitionValues,
    long size,
    long modificationTime,
    Optional<String> stats,
    OptionalLong records,
    Map<String, String> tags) {
  /** Copies the maps. */
  public AppendedFile {
    requireNonNull(path, "path");
    requireNonNull(stats, "stats");
    requireNonNull(records, "records");
    partitionValues = Collections.unmodifiableMap(new TreeMap<>(partitionValues));
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }
}
