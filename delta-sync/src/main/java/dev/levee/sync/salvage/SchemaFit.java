package dev.levee.sync.salvage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.sync.log.TableMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether files that were written with one schema of a table can be read with another one, and obey
 * it (Delta protocol, "Schema Serialization Format", "Column Mapping"). Columns are the same by
 * their physical names. The newer schema may have more columns, if they may be null and nothing is
 * demanded of them.
 */
final class SchemaFit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PHYSICAL_NAME = "delta.columnMapping.physicalName";
  private static final String COLUMN_ID = "delta.columnMapping.id";
  private static final String IDENTITY = "delta.identity.";

  /** Entries of a column's metadata that demand nothing of files that exist. */
  private static final Set<String> OF_NO_CONSEQUENCE =
      Set.of("comment", "CURRENT_DEFAULT", PHYSICAL_NAME, COLUMN_ID);

  /** Where the JSON of an array, or of a map, has the type of its elements. */
  private record Elements(String type, String nullable) {
    private static final Elements OF_ARRAY = new Elements("elementType", "containsNull");
    private static final Elements OF_MAP = new Elements("valueType", "valueContainsNull");
  }

  private SchemaFit() {}

  /** Why files of the one do not fit the other; empty when they do. */
  static Optional<String> misfit(TableMetadata written, TableMetadata now) {
    try {
      JsonNode older = JSON.readTree(written.schemaString());
      JsonNode newer = JSON.readTree(now.schemaString());
      List<String> olderPartitions = physical(older, written.partitionColumns());
      List<String> newerPartitions = physical(newer, now.partitionColumns());
      if (!olderPartitions.equals(newerPartitions)) {
        return Optional.of(
            "the table is partitioned by %s now, not by %s"
                .formatted(now.partitionColumns(), written.partitionColumns()));
      }
      return structs("", older, newer);
    } catch (JsonProcessingException e) {
      return Optional.of("the table's schema cannot be read: " + e.getOriginalMessage());
    }
  }

  private static List<String> physical(JsonNode schema, List<String> columns) {
    return columns.stream()
        .map(
            column -> {
              for (JsonNode field : schema.path("fields")) {
                if (column.equals(field.path("name").asText())) {
                  return physicalName(field);
                }
              }
              return column;
            })
        .toList();
  }

  private static Optional<String> structs(String prefix, JsonNode older, JsonNode newer) {
    Map<String, JsonNode> now = byPhysicalName(newer);
    for (JsonNode field : older.path("fields")) {
      String name = prefix + field.path("name").asText();
      JsonNode counterpart = now.remove(physicalName(field));
      Optional<String> misfit =
          counterpart == null
              ? Optional.of("the table has no column %s any more".formatted(name))
              : fields(name, field, counterpart);
      if (misfit.isPresent()) {
        return misfit;
      }
    }
    return now.values().stream()
        .map(field -> added(prefix + field.path("name").asText(), field))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> fields(String name, JsonNode older, JsonNode newer) {
    if (older.path("nullable").asBoolean(true) && !newer.path("nullable").asBoolean(true)) {
      return Optional.of("column %s must not be null now".formatted(name));
    }
    JsonNode olderNotes = older.path("metadata");
    JsonNode newerNotes = newer.path("metadata");
    boolean otherId =
        olderNotes.has(COLUMN_ID) && !olderNotes.get(COLUMN_ID).equals(newerNotes.path(COLUMN_ID));
    if (otherId) {
      return Optional.of("column %s is another one now (column mapping)".formatted(name));
    }
    return demands(name, olderNotes, newerNotes)
        .or(() -> types(name, older.path("type"), newer.path("type")));
  }

  private static Optional<String> demands(String name, JsonNode older, JsonNode newer) {
    TreeSet<String> keys = new TreeSet<>();
    older.fieldNames().forEachRemaining(keys::add);
    newer.fieldNames().forEachRemaining(keys::add);
    keys.removeAll(OF_NO_CONSEQUENCE);
    for (String key : keys) {
      if (key.startsWith(IDENTITY)) {
        return Optional.of(
            "column %s is an identity column, whose values are given one by one".formatted(name));
      }
      if (!older.path(key).equals(newer.path(key))) {
        return Optional.of("column %s has another %s now".formatted(name, key));
      }
    }
    return Optional.empty();
  }

  /** A column that the files do not have is null in all of their rows. */
  private static Optional<String> added(String name, JsonNode field) {
    if (!field.path("nullable").asBoolean(true)) {
      return Optional.of("the table has a column %s now that must not be null".formatted(name));
    }
    return demands(name, JSON.createObjectNode(), field.path("metadata"))
        .map(why -> "the table has a new column of which more is asked: " + why);
  }

  private static Optional<String> types(String name, JsonNode older, JsonNode newer) {
    String kind = older.path("type").asText();
    if (older.isTextual() || newer.isTextual() || !kind.equals(newer.path("type").asText())) {
      return older.equals(newer)
          ? Optional.empty()
          : Optional.of("column %s was %s and is %s now".formatted(name, text(older), text(newer)));
    }
    return switch (kind) {
      case "struct" -> structs(name + ".", older, newer);
      case "array" -> elements(name + ".element", older, newer, Elements.OF_ARRAY);
      case "map" ->
          types(name + ".key", older.path("keyType"), newer.path("keyType"))
              .or(() -> elements(name + ".value", older, newer, Elements.OF_MAP));
      default ->
          older.equals(newer)
              ? Optional.empty()
              : Optional.of("column %s has another type now".formatted(name));
    };
  }

  private static Optional<String> elements(
      String name, JsonNode older, JsonNode newer, Elements keys) {
    if (older.path(keys.nullable).asBoolean(true) && !newer.path(keys.nullable).asBoolean(true)) {
      return Optional.of("%s must not be null now".formatted(name));
    }
    return types(name, older.path(keys.type), newer.path(keys.type));
  }

  private static String text(JsonNode type) {
    return type.isTextual() ? type.textValue() : type.path("type").asText("of no known type");
  }

  private static Map<String, JsonNode> byPhysicalName(JsonNode struct) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    struct.path("fields").forEach(field -> fields.put(physicalName(field), field));
    return fields;
  }

  private static String physicalName(JsonNode field) {
    return field.path("metadata").path(PHYSICAL_NAME).asText(field.path("name").asText());
  }
}
