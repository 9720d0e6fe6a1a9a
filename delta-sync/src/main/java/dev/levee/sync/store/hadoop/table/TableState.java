package dev.levee.sync.store.hadoop.table;

import java.util.List;
import java.util.Map;

/**
 * A version of a table.
 *
 * @param version its number
 * @param properties the table's properties then
 * @param files its data files, in no order
 */
public record TableState(long version, Map<String, String> properties, List<TableFile> files) {
  /** Copies the collections. */
  public TableState {
    properties = Map.copyOf(properties);
    files = List.copyOf(files);
  }
}
