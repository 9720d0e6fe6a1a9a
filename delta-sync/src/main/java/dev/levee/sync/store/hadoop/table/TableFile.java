package dev.levee.sync.store.hadoop.table;

import java.util.Map;

/**
 * A data file of a version.
 *
 * @param path below the table's root
 * @param partition the values of the partition columns; an empty text stands for null, which is how
 *     the Delta protocol has it ("Partition Value Serialization"). In the log it is null: Delta
 *     Kernel reads an empty text as one.
 * @param size in bytes
 */
public record TableFile(String path, Map<String, String> partition, long size) {
  /** Copies the map. */
  public TableFile {
    partition = Map.copyOf(partition);
  }
}
