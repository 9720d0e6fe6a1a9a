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
  /** The table property that puts commits' times into the commits. */
  public static final String IN_COMMIT_TIMESTAMPS = "delta.enableInCommitTimestamps";

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

  /**
   * Whether readers take a commit's time from the commit (Delta protocol, "In-Commit Timestamps")
   * and not from its object, so that all replicas have the same times.
   */
  public boolean hasInCommitTimestamps() {
    return Boolean.parseBoolean(configuration.get(IN_COMMIT_TIMESTAMPS));
  }

  /**
   * The first version whose commit carries its time, where the feature was not there from the
   * beginning.
   */
  public long firstInCommitTimestamp() {
    try {
      return Long.parseLong(
          configuration.getOrDefault("delta.inCommitTimestampEnablementVersion", "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
