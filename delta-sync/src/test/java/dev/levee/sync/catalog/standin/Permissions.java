package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Grants. The changes of a request are made one by one, and those before a principal that does not
 * exist stay made. With authorization off, nothing is stored.
 */
final class Permissions {
  /** With spaces, unlike Databricks'. */
  static final Set<String> PRIVILEGES =
      Set.of(
          "CREATE CATALOG",
          "USE CATALOG",
          "CREATE SCHEMA",
          "USE SCHEMA",
          "CREATE TABLE",
          "SELECT",
          "MODIFY",
          "CREATE FUNCTION",
          "EXECUTE",
          "CREATE VOLUME",
          "READ VOLUME",
          "CREATE MODEL",
          "CREATE EXTERNAL LOCATION",
          "READ FILES",
          "WRITE FILES",
          "CREATE EXTERNAL TABLE",
          "CREATE EXTERNAL VOLUME",
          "CREATE MANAGED STORAGE",
          "CREATE STORAGE CREDENTIAL");

  private final Securables securables;
  private final MetastoreState state;

  Permissions(Securables securables) {
    this.securables = securables;
    state = securables.state();
  }

  /** Whoever may not grant sees only what he has himself. */
  Answer read(Call call) {
    Securable securable = addressed(call);
    boolean all =
        !securables.access().isEnabled() || securables.access().grants(call.user(), securable);
    return Answer.json(
        assignments(securable, user -> all || call.user().equals(Optional.of(user))));
  }

  Answer patch(Call call) {
    JsonNode changes = call.value("changes");
    changes.forEach(Permissions::checkNames);
    Securable securable = addressed(call);
    securables.access().require(securables.access().grants(call.user(), securable));
    Set<User> named = new HashSet<>();
    for (JsonNode change : changes) {
      String principal = change.path("principal").asText();
      User user =
          state
              .userByEmail(principal)
              .orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND, "User not found: " + principal));
      named.add(user);
      if (securables.access().isEnabled()) {
        change
            .path("add")
            .forEach(add -> state.grants().grant(securable.id(), user.id(), add.asText()));
        change
            .path("remove")
            .forEach(gone -> state.grants().revoke(securable.id(), user.id(), gone.asText()));
      }
    }
    return Answer.json(assignments(securable, named::contains));
  }

  private Securable addressed(Call call) {
    String type = call.parameter("type");
    SecurableKind kind =
        Stream.of(SecurableKind.values())
            .filter(known -> known.type().equals(type))
            .findFirst()
            .orElseThrow(() -> Refused.invalid("Unknown securable type: " + type));
    return securables.existing(kind, call.parameter("name"));
  }

  /** One unknown name refuses the whole request, before anything is changed. */
  private static void checkNames(JsonNode change) {
    Stream.of("add", "remove")
        .flatMap(list -> stream(change.path(list)))
        .filter(privilege -> !PRIVILEGES.contains(privilege.asText()))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw Refused.invalid("Unknown privilege: " + unknown.asText());
            });
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    Stream.Builder<JsonNode> elements = Stream.builder();
    list.forEach(elements);
    return elements.build();
  }

  private ObjectNode assignments(Securable securable, Predicate<User> shown) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode assignments = answer.putArray("privilege_assignments");
    state
        .grants()
        .of(securable.id())
        .forEach(
            (id, privileges) -> {
              User user = state.users().get(id);
              if (!privileges.isEmpty() && shown.test(user)) {
                ArrayNode held =
                    assignments.addObject().put("principal", user.email()).putArray("privileges");
                privileges.forEach(held::add);
              }
            });
    return answer;
  }
}
