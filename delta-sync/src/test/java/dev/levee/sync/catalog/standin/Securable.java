package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An object of the metastore. Grants hang on its id, not on its name. */
public final class Securable {
  private final SecurableKind kind;
  private final String id;
  private final Optional<Securable> parent;
  private final Optional<User> owner;
  private final ObjectNode attributes = JsonNodeFactory.instance.objectNode();
  private String name;

  Securable(SecurableKind kind, String id, Optional<Securable> parent, Optional<User> owner) {
    this.kind = kind;
    this.id = id;
    this.parent = parent;
    this.owner = owner;
    this.name = kind.type();
  }

  public SecurableKind kind() {
    return kind;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** {@code catalog.schema.table}. */
  public String fullName() {
    return parent
        .filter(above -> above.kind != SecurableKind.METASTORE)
        .map(above -> above.fullName() + "." + name)
        .orElse(name);
  }

  Securable parent() {
    return parent.orElseThrow();
  }

  /** Itself, or what contains it. */
  Securable within(SecurableKind ancestor) {
    return kind == ancestor ? this : parent().within(ancestor);
  }

  Optional<User> owner() {
    return owner;
  }

  void rename(String newName) {
    name = newName;
  }

  /** What is stored, by its names on the wire; to be changed by its owner only. */
  ObjectNode attributes() {
    return attributes;
  }

  /** A stored text, or nothing where it is absent or null. */
  public Optional<String> text(String field) {
    return Optional.ofNullable(attributes.get(field))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  /** The object as the server answers it: every field of its kind, absent ones as null. */
  public ObjectNode info() {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    kind.fields().forEach(field -> info.set(field, value(field)));
    SecurableKind.recorded().forEach(field -> info.set(field, value(field)));
    info.put(kind.idField(), id);
    return info;
  }

  private JsonNode value(String field) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (field) {
      case "name" -> nodes.textNode(name);
      case "full_name" -> nodes.textNode(fullName());
      case "catalog_name" -> nodes.textNode(within(SecurableKind.CATALOG).name());
      case "schema_name" -> nodes.textNode(within(SecurableKind.SCHEMA).name());
      default -> {
        JsonNode stored = attributes.get(field);
        yield stored == null ? nodes.nullNode() : stored.deepCopy();
      }
    };
  }
}
