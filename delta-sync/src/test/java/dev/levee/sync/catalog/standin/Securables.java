package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What all kinds of objects have in common: they are created, read, listed, changed and dropped.
 */
final class Securables {
  private final MetastoreState state;
  private final Access access;

  Securables(MetastoreState state, Access access) {
    this.state = state;
    this.access = access;
  }

  MetastoreState state() {
    return state;
  }

  Access access() {
    return access;
  }

  Securable existing(SecurableKind kind, String fullName) {
    return state
        .find(kind, fullName)
        .orElseThrow(() -> new Refused(kind.notFound(), kind.title() + " not found: " + fullName));
  }

  /** The schema that the body of a request names. */
  Securable schemaOf(Call call) {
    return existing(
        SecurableKind.SCHEMA, call.required("catalog_name") + "." + call.required("schema_name"));
  }

  /** The schema that the query of a request names; a part that is missing is "null". */
  Securable schemaInQuery(Call call) {
    String catalog = call.query().get("catalog_name");
    return existing(SecurableKind.SCHEMA, catalog + "." + call.query().get("schema_name"));
  }

  /** A new object, which is nowhere yet. */
  Securable drafted(Call call, SecurableKind kind, Securable parent) {
    access.require(access.creates(call.user(), kind, parent));
    Securable securable = new Securable(kind, state.newId(), Optional.of(parent), call.user());
    securable.rename(Names.checked(call.required("name")));
    if (state.children(kind, parent).containsKey(securable.name())) {
      throw alreadyExists(securable);
    }
    return securable;
  }

  /** Puts a new object where it belongs. */
  void store(Call call, Securable securable) {
    ObjectNode attributes = securable.attributes();
    String creator = call.user().map(User::email).orElse(null);
    long now = state.tick();
    attributes.put("owner", creator).put("created_by", creator).put("updated_by", creator);
    attributes.put("created_at", now).put("updated_at", now);
    state.add(securable);
  }

  static Refused alreadyExists(Securable securable) {
    return new Refused(
        securable.kind().alreadyExists(),
        securable.kind().title() + " already exists: " + securable.fullName());
  }

  Answer read(Call call, SecurableKind kind, UnaryOperator<ObjectNode> shown) {
    Securable securable = existing(kind, call.parameter("name"));
    access.require(access.reads(call.user(), securable));
    return Answer.json(shown.apply(securable.info()));
  }

  Answer list(Call call, SecurableKind kind, Securable parent, UnaryOperator<ObjectNode> shown) {
    NavigableMap<String, Securable> all = state.children(kind, parent);
    return Paging.page(call, kind, all, securable -> row(call, securable).map(shown));
  }

  /** A row of a list; nothing where the caller may not see it. */
  Optional<ObjectNode> row(Call call, Securable securable) {
    return access.isEnabled() && !access.reads(call.user(), securable)
        ? Optional.empty()
        : Optional.of(securable.info());
  }

  /** What a PATCH is about, if the caller may. */
  Securable changing(Call call, SecurableKind kind) {
    Securable securable = existing(kind, call.parameter("name"));
    access.require(access.changes(call.user(), securable));
    return securable;
  }

  /** A new name, if the body has one: its present one is taken, too. */
  void rename(Call call, Securable securable) {
    Optional<String> newName = call.text("new_name");
    if (newName.isPresent()) {
      String checked = Names.checked(newName.get());
      Securable taken = state.children(securable.kind(), securable.parent()).get(checked);
      if (taken != null) {
        throw alreadyExists(taken);
      }
      state.rename(securable, checked);
    }
  }

  void touch(Call call, Securable securable) {
    securable
        .attributes()
        .put("updated_at", state.tick())
        .put("updated_by", call.user().map(User::email).orElse(null));
  }

  /** A comment of the body: the empty one clears, null changes nothing. */
  static void setComment(Call call, Securable securable, int limit) {
    JsonNode comment = call.value("comment");
    if (comment.isTextual()) {
      ColumnLimits.check(comment, limit);
      securable.attributes().set("comment", comment);
    }
  }

  /** The properties of the body: they replace all; none at all, or null, changes nothing. */
  static void setProperties(Call call, Securable securable) {
    JsonNode properties = call.value("properties");
    if (properties.isObject() && !properties.isEmpty()) {
      ColumnLimits.checkProperties(properties);
      securable.attributes().set("properties", properties.deepCopy());
    } else if (!securable.attributes().has("properties")) {
      securable.attributes().set("properties", JsonNodeFactory.instance.objectNode());
    }
  }

  Answer drop(Call call, SecurableKind kind) {
    Securable securable = existing(kind, call.parameter("name"));
    access.require(access.drops(call.user(), securable));
    if (!call.isSet("force") && !state.isEmpty(securable)) {
      throw new Refused(
          ErrorCode.FAILED_PRECONDITION,
          "Cannot delete " + kind.type() + " that is not empty: " + securable.fullName());
    }
    List<Securable> removed = state.remove(securable);
    removed.forEach(ManagedStorage::deleteFiles);
    return Answer.ok();
  }
}
