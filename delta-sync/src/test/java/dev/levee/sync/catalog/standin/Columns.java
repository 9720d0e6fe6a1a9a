package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The columns of tables and views, as they are taken and stored. */
final class Columns {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final List<String> FIELDS =
      List.of(
          "name",
          "type_text",
          "type_json",
          "type_name",
          "type_precision",
          "type_scale",
          "type_interval_type",
          "position",
          "comment",
          "nullable",
          "partition_index");

  private static final Set<String> TYPE_NAMES =
      Set.of(
          "BOOLEAN",
          "BYTE",
          "SHORT",
          "INT",
          "LONG",
          "FLOAT",
          "DOUBLE",
          "DATE",
          "TIMESTAMP",
          "TIMESTAMP_NTZ",
          "STRING",
          "BINARY",
          "DECIMAL",
          "INTERVAL",
          "ARRAY",
          "STRUCT",
          "MAP",
          "VARIANT",
          "CHAR",
          "NULL",
          "USER_DEFINED_TYPE",
          "TABLE_TYPE");

  private Columns() {}

  /** The columns of a request as they are stored: none at all where there are none. */
  static ArrayNode stored(JsonNode columns, boolean delta) {
    ArrayNode stored = JsonNodeFactory.instance.arrayNode();
    for (JsonNode column : columns) {
      stored.add(column(column, delta));
    }
    return stored;
  }

  private static ObjectNode column(JsonNode column, boolean delta) {
    for (String field : List.of("type_text", "type_name", "position")) {
      if (column.path(field).isMissingNode() || column.path(field).isNull()) {
        throw Refused.internal("NullPointerException: " + field);
      }
    }
    if (!TYPE_NAMES.contains(column.path("type_name").asText())) {
      throw Refused.invalid("Unknown type_name: " + column.path("type_name").asText());
    }
    checkTypeJson(column.path("type_json").asText(), delta);
    ColumnLimits.check(column.path("name"), ColumnLimits.DEFAULT);
    ColumnLimits.check(column.path("comment"), ColumnLimits.COMMENT);
    ObjectNode stored = JsonNodeFactory.instance.objectNode();
    FIELDS.forEach(field -> stored.set(field, column.get(field)));
    stored.put("type_text", column.path("type_text").asText().toLowerCase(Locale.ROOT));
    if (!column.hasNonNull("nullable")) {
      stored.put("nullable", true);
    }
    return stored;
  }

  /** The type alone, as Databricks shows it in places, is refused: it has to be the whole field. */
  private static void checkTypeJson(String text, boolean delta) {
    JsonNode field;
    try {
      field = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw Refused.invalid("type_json is not JSON: " + text);
    }
    if (!field.isObject() || !field.path("name").isTextual() || !field.has("type")) {
      throw Refused.invalid("type_json is not a field: " + text);
    }
    if (delta && field.path("type").asText().startsWith("interval")) {
      throw Refused.invalid("Unsupported type: " + field.path("type").asText());
    }
  }
}
