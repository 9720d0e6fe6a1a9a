package dev.levee.sync.log;

import static dev.levee.sync.log.TableState.different;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies what can change. */
  public TableMetadata {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(schemaString, "schemaString");
    configuration = Map.copyOf(configuration);
    partitionColumns = List.copyOf(partitionColumns);
  }

  /** In what another one differs from this; the layout of the schema's JSON is no difference. */
  Optional<String> differenceOf(TableMetadata other) {
    return different("table id", id, other.id())
        .or(() -> different("table name", name, other.name()))
        .or(() -> different("partition columns", partitionColumns, other.partitionColumns()))
        .or(() -> different("table properties", configuration, other.configuration()))
        .or(() -> schemaDifferent(other.schemaString()));
  }

  private Optional<String> schemaDifferent(String other) {
    if (schemaString.equals(other)) {
      return Optional.empty();
    }
    try {
      return different("schema", JSON.readTree(schemaString), JSON.readTree(other));
    } catch (JsonProcessingException e) {
      return different("schema", schemaString, other);
    }
  }
}
