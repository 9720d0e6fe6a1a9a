package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table's metadata (Delta protocol, "Change Metadata").
 *
 * @param id of the table; a replaced table gets another one within the same log
 * @param name as the writer named it
 * @param configuration the table properties
 * @param partitionColumns in order, logical names
 * @param schemaString the schema as JSON, unread; empty where an old log has none
 */
public record TableMetadata(
    String id,
    Optional<String> name,
    Map<String, String> configuration,
    List<String> partitionColumns,
    String schemaString) {
  /** Copies what can change. */
  public TableMetadata {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(schemaString, "schemaString");
    configuration = Map.copyOf(configuration);
    partitionColumns = List.copyOf(partitionColumns);
  }
}
