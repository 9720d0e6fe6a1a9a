package dev.levee.sync.store.hadoop.table;

import java.util.Map;

/**
 * A data file of a version.
 *
 * @param path below the table's root
 * @param partition the values of the partition columns; an empty text stands for null, as in the
 *     Delta protocol ("Partition Value Serialization")
 * @param size in bytes
 */
public record TableFile(String path, Map<String, String> partition, long size) {
  /** Copies the map. */
  public TableFile {
    partition = Map.copyOf(partition);
  }
}
