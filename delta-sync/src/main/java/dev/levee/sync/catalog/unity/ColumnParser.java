package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.ColumnTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps the columns of a table or view. */
final class ColumnParser {
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "type_text",
          "type_json",
          "type_name",
          "type_precision",
          "type_scale",
          "type_interval_type",
          "position",
          "nullable",
          "comment",
          "partition_index",
          "column_id");

  private ColumnParser() {}

  /** The columns in order of position. */
  static List<Column> columns(JsonNode table) {
    List<JsonNode> sorted = new ArrayList<>();
    table.path("columns").forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(column -> column.path("position").asInt()));
    return sorted.stream().map(ColumnParser::column).toList();
  }

  /**
   * What columns have that {@link Column} does not: per attribute, named {@code columns.mask} for a
   * column's {@code mask}, an object by column name.
   */
  static SortedMap<String, String> otherAttributes(JsonNode table) {
    SortedMap<String, ObjectNode> byAttribute = new TreeMap<>();
    for (JsonNode column : table.path("columns")) {
      column
          .properties()
          .forEach(
              field -> {
                if (!KNOWN.contains(field.getKey())
                    && !CanonicalJson.of(field.getValue()).isEmpty()) {
                  byAttribute
                      .computeIfAbsent("columns." + field.getKey(), any -> CanonicalJson.object())
                      .set(column.path("name").asText(), field.getValue());
                }
              });
    }
    SortedMap<String, String> canonical = new TreeMap<>();
    byAttribute.forEach((name, columns) -> canonical.put(name, CanonicalJson.of(columns)));
    return canonical;
  }

  private static Column column(JsonNode column) {
    JsonNode field = field(column);
    ObjectNode metadata = CanonicalJson.object();
    if (field.path("metadata") instanceof ObjectNode given) {
      metadata.setAll(given);
    }
    JsonNode fieldComment = metadata.remove("comment");
    String comment = column.path("comment").asText("");
    return new Column(
        column.path("name").asText(),
        CanonicalJson.of(field.path("type")),
        CanonicalJson.of(metadata),
        nullable(column, field),
        comment.isEmpty() && fieldComment != null ? fieldComment.asText() : comment,
        partitionIndex(column.path("partition_index")),
        column.path("type_text").asText(""),
        column.path("type_name").asText(""));
  }

  /**
   * The Spark field. {@code type_json} is the whole of it, or, as Databricks shows in places, only
   * its type; without one, the type's SQL text has to do.
   */
  private static JsonNode field(JsonNode column) {
    ObjectNode field = CanonicalJson.object();
    String json = column.path("type_json").asText("");
    try {
      JsonNode parsed = CanonicalJson.parse(json);
      if (parsed.has("name") && parsed.has("type")) {
        return parsed;
      }
      if (parsed.isTextual() || parsed.has("type")) {
        return field.set("type", parsed);
      }
    } catch (IllegalArgumentException e) {
      return field.set("type", ColumnTypes.fromSql(json));
    }
    return field.set("type", ColumnTypes.fromSql(column.path("type_text").asText("")));
  }

  private static boolean nullable(JsonNode column, JsonNode field) {
    return column.path("nullable").asBoolean(field.path("nullable").asBoolean(true));
  }

  private static OptionalInt partitionIndex(JsonNode index) {
    return index.isInt() ? OptionalInt.of(index.asInt()) : OptionalInt.empty();
  }
}
