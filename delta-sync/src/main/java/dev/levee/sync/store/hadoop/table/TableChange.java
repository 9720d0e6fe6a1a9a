package dev.levee.sync.store.hadoop.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a commit does.
 *
 * @param properties all properties that the table has afterwards
 * @param removed files that are no longer part of it; they stay in the store
 * @param added files that are written already
 * @param at when, for the removed files' tombstones
 */
public record TableChange(
    Map<String, String> properties, List<TableFile> removed, List<TableFile> added, Instant at) {
  /** Copies the collections. */
  public TableChange {
    properties = Map.copyOf(properties);
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }
}
