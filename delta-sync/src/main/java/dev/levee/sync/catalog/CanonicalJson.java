package dev.levee.sync.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/**
 * JSON with one text for one meaning: keys in order, no white space, no nulls, and nothing that is
 * empty. Servers leave an absent value out, send null, or send an empty one, and mean the same.
 */
public final class CanonicalJson {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private CanonicalJson() {}

  /** The canonical text of a value; empty for one that is absent. */
  public static String of(JsonNode value) {
    JsonNode stripped = stripped(value);
    return isAbsent(stripped) ? "" : stripped.toString();
  }

  /**
   * The canonical text of JSON text; empty for empty text.
   *
   * @throws IllegalArgumentException when it is no JSON
   */
  public static String of(String json) {
    return json.isBlank() ? "" : of(parse(json));
  }

  /**
   * Parses JSON text.
   *
   * @throws IllegalArgumentException when it is no JSON
   */
  public static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** An empty object to be filled. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  private static JsonNode stripped(JsonNode value) {
    if (value instanceof ObjectNode object) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      object.forEachEntry(
          (name, member) -> {
            JsonNode inner = stripped(member);
            if (!isAbsent(inner)) {
              sorted.put(name, inner);
            }
          });
      ObjectNode result = MAPPER.createObjectNode();
      sorted.forEach(result::set);
      return result;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode result = MAPPER.createArrayNode();
      array.forEach(element -> result.add(stripped(element)));
      return result;
    }
    return value;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isNull()
        || value.isMissingNode()
        || (value.isContainerNode() && value.isEmpty())
        || (value.isTextual() && value.textValue().isEmpty());
  }
}
