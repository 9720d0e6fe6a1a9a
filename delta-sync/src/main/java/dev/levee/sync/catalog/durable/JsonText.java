package dev.levee.sync.catalog.durable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CanonicalJson;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Attributes whose values are JSON texts, as JSON: nested where that gives back the very same text,
 * else as {@code {"$text": …}}.
 */
final class JsonText {
  private static final String TEXT = "$text";

  private JsonText() {}

  static JsonNode node(String text) {
    try {
      JsonNode parsed = CanonicalJson.parse(text);
      if (!parsed.isMissingNode() && !parsed.has(TEXT) && parsed.toString().equals(text)) {
        return parsed;
      }
    } catch (IllegalArgumentException e) {
      // No JSON: kept as it is.
    }
    return CanonicalJson.object().put(TEXT, text);
  }

  static String text(JsonNode node) {
    return node.has(TEXT) ? node.get(TEXT).textValue() : node.toString();
  }

  static JsonNode nodes(SortedMap<String, String> texts) {
    var object = CanonicalJson.object();
    texts.forEach((name, text) -> object.set(name, node(text)));
    return object;
  }

  static SortedMap<String, String> texts(Map<String, JsonNode> nodes) {
    TreeMap<String, String> texts = new TreeMap<>();
    nodes.forEach((name, node) -> texts.put(name, text(node)));
    return Collections.unmodifiableSortedMap(texts);
  }
}
