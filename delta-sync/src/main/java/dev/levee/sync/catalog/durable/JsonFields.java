package dev.levee.sync.catalog.durable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields of a JSON object, each of which is asked for once: one that nobody has asked for is
 * refused at the end, since leaving it out would lose it.
 */
final class JsonFields {
  private final JsonNode object;
  private final Set<String> read = new HashSet<>();

  private JsonFields(JsonNode object) {
    this.object = object;
  }

  static JsonFields of(JsonNode node) {
    if (!node.isObject()) {
      throw unreadable("there is no JSON object but " + node);
    }
    return new JsonFields(node);
  }

  static JsonFields parse(String text) {
    try {
      return of(CanonicalJson.parse(text));
    } catch (IllegalArgumentException e) {
      throw unreadable("it is " + e.getMessage());
    }
  }

  static CatalogException unreadable(String problem) {
    return new CatalogException(
        CatalogException.Kind.REFUSED,
        "The document of the catalog replica cannot be read: "
            + problem
            + ". Read it with the version of Levee that wrote it, or with a newer one.");
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** A field that must be there. */
  JsonNode needed(String name) {
    read.add(name);
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      throw unreadable("it has no field " + name);
    }
    return value;
  }

  /** A text that must be there. */
  String neededText(String name) {
    JsonNode value = needed(name);
    if (!value.isTextual()) {
      throw unreadable(name + " is no text but " + value);
    }
    return value.textValue();
  }

  /** A text, empty when absent. */
  String text(String name) {
    return has(name) ? neededText(name) : "";
  }

  long neededLong(String name) {
    JsonNode value = needed(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw unreadable(name + " is no whole number but " + value);
    }
    return value.longValue();
  }

  int neededInt(String name) {
    long value = neededLong(name);
    if (value != (int) value) {
      throw unreadable(name + " is too large: " + value);
    }
    return (int) value;
  }

  boolean neededBoolean(String name) {
    JsonNode value = needed(name);
    if (!value.isBoolean()) {
      throw unreadable(name + " is neither true nor false but " + value);
    }
    return value.booleanValue();
  }

  /** The constant of an enum with this name. */
  <E extends Enum<E>> E neededConstant(String name, Class<E> type) {
    String text = neededText(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw unreadable("%s has the unknown value '%s'".formatted(name, text));
  }

  /** The text of a JSON value, empty when absent. */
  String json(String name) {
    return has(name) ? JsonText.text(needed(name)) : "";
  }

  /** The members of an object, none when absent. */
  Map<String, JsonNode> members(String name) {
    Map<String, JsonNode> members = new TreeMap<>();
    if (has(name)) {
      JsonNode value = of(needed(name)).object;
      value.forEachEntry(members::put);
    }
    return members;
  }

  /** The members of an object that are all texts, none when absent. */
  Map<String, String> texts(String name) {
    Map<String, String> texts = new TreeMap<>();
    members(name)
        .forEach(
            (member, value) -> {
              if (!value.isTextual()) {
                throw unreadable("%s of %s is no text but %s".formatted(member, name, value));
              }
              texts.put(member, value.textValue());
            });
    return texts;
  }

  /** The texts of an array, none when absent. */
  List<String> listedTexts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name)) {
      if (!element.isTextual()) {
        throw unreadable("%s has no text but %s".formatted(name, element));
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** The elements of an array, none when absent. */
  List<JsonNode> elements(String name) {
    if (!has(name)) {
      return List.of();
    }
    JsonNode value = needed(name);
    if (!value.isArray()) {
      throw unreadable(name + " is no list but " + value);
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return Collections.unmodifiableList(elements);
  }

  /** Refuses fields that nobody asked for. */
  void end() {
    Set<String> unknown = new TreeSet<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(read);
    if (!unknown.isEmpty()) {
      throw unreadable("it has fields that are not known: " + String.join(", ", unknown));
    }
  }
}
