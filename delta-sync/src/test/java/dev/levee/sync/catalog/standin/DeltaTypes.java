package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A schema as the Delta API writes it, and as columns of the catalog. The API's arrays and maps
 * have members of its own spelling ({@code element-type}); so the client library's models.
 */
final class DeltaTypes {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Map<String, String> SPARK_MEMBERS =
      Map.of(
          "element-type", "elementType",
          "contains-null", "containsNull",
          "key-type", "keyType",
          "value-type", "valueType",
          "value-contains-null", "valueContainsNull");

  private static final Map<String, String> API_MEMBERS =
      SPARK_MEMBERS.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  private DeltaTypes() {}

  /** The schema of a table: the {@code type_json} of each column is a field of it. */
  static ObjectNode struct(JsonNode columns) {
    ObjectNode struct = JsonNodeFactory.instance.objectNode().put("type", "struct");
    struct.putArray("fields");
    for (JsonNode column : columns) {
      try {
        JsonNode field = MAPPER.readTree(column.path("type_json").asText());
        struct.withArray("/fields").add(spelt(field, API_MEMBERS));
      } catch (JsonProcessingException e) {
        throw Refused.internal("type_json is not JSON");
      }
    }
    return struct;
  }

  /** A column of a request, for a field of a schema. */
  static ObjectNode column(JsonNode requested, int position) {
    JsonNode field = spelt(requested, SPARK_MEMBERS);
    JsonNode type = field.path("type");
    ObjectNode column = JsonNodeFactory.instance.objectNode();
    column.set("name", field.get("name"));
    column
        .put("type_text", text(type))
        .put("type_json", field.toString())
        .put("type_name", name(type))
        .put("position", position);
    column.set("comment", field.at("/metadata/comment"));
    column.set("nullable", field.path("nullable"));
    return column;
  }

  private static JsonNode spelt(JsonNode node, Map<String, String> members) {
    if (node instanceof ObjectNode object) {
      ObjectNode spelt = JsonNodeFactory.instance.objectNode();
      object.forEachEntry(
          (name, value) ->
              spelt.set(
                  members.getOrDefault(name, name),
                  name.equals("metadata") ? value : spelt(value, members)));
      return spelt;
    }
    if (node.isArray()) {
      ArrayNode spelt = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> spelt.add(spelt(element, members)));
      return spelt;
    }
    return node;
  }

  private static String text(JsonNode type) {
    if (type.isTextual()) {
      return switch (type.textValue()) {
        case "byte" -> "tinyint";
        case "short" -> "smallint";
        case "integer" -> "int";
        case "long" -> "bigint";
        default -> type.textValue();
      };
    }
    return switch (type.path("type").asText()) {
      case "array" -> "array<" + text(type.path("elementType")) + ">";
      case "map" -> "map<" + text(type.path("keyType")) + "," + text(type.path("valueType")) + ">";
      default ->
          StreamSupport.stream(type.path("fields").spliterator(), false)
              .map(field -> field.path("name").asText() + ":" + text(field.path("type")))
              .collect(Collectors.joining(",", "struct<", ">"));
    };
  }

  private static String name(JsonNode type) {
    String plain = type.isTextual() ? type.textValue() : type.path("type").asText();
    if (plain.startsWith("decimal")) {
      return "DECIMAL";
    }
    return plain.equals("integer") ? "INT" : plain.toUpperCase(Locale.ROOT);
  }
}
