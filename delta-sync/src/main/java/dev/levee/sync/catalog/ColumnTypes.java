package dev.levee.sync.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Column types in the Delta protocol's schema serialisation: {@code "long"}, {@code
 * {"type":"array",…}}.
 */
public final class ColumnTypes {
  private static final Map<String, String> FROM_SQL =
      Map.of(
          "bigint",
          "long",
          "int",
          "integer",
          "smallint",
          "short",
          "tinyint",
          "byte",
          "real",
          "float",
          "dec",
          "decimal",
          "numeric",
          "decimal");

  private static final Map<String, String> TO_SQL =
      Map.of("long", "bigint", "integer", "int", "short", "smallint", "byte", "tinyint");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("boolean", "BOOLEAN"),
          Map.entry("byte", "BYTE"),
          Map.entry("short", "SHORT"),
          Map.entry("integer", "INT"),
          Map.entry("long", "LONG"),
          Map.entry("float", "FLOAT"),
          Map.entry("double", "DOUBLE"),
          Map.entry("date", "DATE"),
          Map.entry("timestamp", "TIMESTAMP"),
          Map.entry("timestamp_ntz", "TIMESTAMP_NTZ"),
          Map.entry("string", "STRING"),
          Map.entry("varchar", "STRING"),
          Map.entry("char", "CHAR"),
          Map.entry("binary", "BINARY"),
          Map.entry("decimal", "DECIMAL"),
          Map.entry("variant", "VARIANT"),
          Map.entry("void", "NULL"),
          Map.entry("array", "ARRAY"),
          Map.entry("map", "MAP"),
          Map.entry("struct", "STRUCT"),
          Map.entry("udt", "USER_DEFINED_TYPE"));

  private ColumnTypes() {}

  /** The type that an SQL text names; a nested one stays SQL text, in lower case. */
  public static JsonNode fromSql(String sql) {
    String text = sql.trim().toLowerCase(Locale.ROOT);
    String name = text.replaceFirst("\\(.*", "").trim();
    String rest = text.substring(name.length()).replace(" ", "");
    return TextNode.valueOf(FROM_SQL.getOrDefault(name, name) + rest);
  }

  /** The catalog's name for a type, such as {@code LONG}; empty for one it does not know. */
  public static Optional<String> name(JsonNode type) {
    return Optional.ofNullable(NAMES.get(word(type)));
  }

  /** The first type within this one that the catalog does not know, or empty. */
  public static Optional<String> unknown(JsonNode type) {
    if (name(type).isEmpty()) {
      return Optional.of(type.isTextual() ? type.asText() : type.toString());
    }
    return inner(type).stream().flatMap(within -> unknown(within).stream()).findFirst();
  }

  /** The type as SQL text. */
  public static String sql(JsonNode type) {
    if (type.isTextual()) {
      return TO_SQL.getOrDefault(type.asText(), type.asText());
    }
    return switch (word(type)) {
      case "array" -> "array<" + sql(type.path("elementType")) + ">";
      case "map" -> "map<%s,%s>".formatted(sql(type.path("keyType")), sql(type.path("valueType")));
      case "struct" -> "struct<" + fieldsSql(type) + ">";
      default -> word(type);
    };
  }

  /**
   * The type with everything that canonical JSON leaves out and readers ask for: a field's
   * metadata, a struct's fields.
   */
  public static JsonNode complete(JsonNode type) {
    if (!(type instanceof ObjectNode)) {
      return type;
    }
    ObjectNode whole = type.deepCopy();
    for (String member : List.of("elementType", "keyType", "valueType")) {
      if (whole.has(member)) {
        whole.set(member, complete(whole.get(member)));
      }
    }
    if (word(type).equals("struct")) {
      ArrayNode fields = whole.arrayNode();
      type.path("fields").forEach(field -> fields.add(completeField(field)));
      whole.set("fields", fields);
    }
    return whole;
  }

  private static JsonNode completeField(JsonNode field) {
    ObjectNode whole = field.deepCopy();
    whole.set("type", complete(field.path("type")));
    if (!whole.has("metadata")) {
      whole.putObject("metadata");
    }
    return whole;
  }

  private static String fieldsSql(JsonNode struct) {
    List<String> fields = new ArrayList<>();
    struct
        .path("fields")
        .forEach(field -> fields.add(field.path("name").asText() + ":" + sql(field.path("type"))));
    return String.join(",", fields);
  }

  private static List<JsonNode> inner(JsonNode type) {
    List<JsonNode> inner = new ArrayList<>();
    for (String member : List.of("elementType", "keyType", "valueType")) {
      if (type.has(member)) {
        inner.add(type.get(member));
      }
    }
    type.path("fields").forEach(field -> inner.add(field.path("type")));
    return inner;
  }

  private static String word(JsonNode type) {
    String text = type.isTextual() ? type.asText() : type.path("type").asText();
    return text.replaceFirst("\\(.*", "");
  }
}
