package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that has found its route.
 *
 * @param parameters what stands at the places of the route
 * @param body missing where there is none
 * @param user who asks; nobody with authorization off
 */
record Call(
    Map<String, String> parameters, Map<String, String> query, JsonNode body, Optional<User> user) {
  Call {
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(user, "user");
  }

  String parameter(String place) {
    return parameters.get(place);
  }

  boolean isSet(String flag) {
    return Boolean.parseBoolean(query.getOrDefault(flag, "false"));
  }

  /** The same call about a part of its body. */
  Call about(JsonNode part) {
    return new Call(parameters, query, part, user);
  }

  /** A text of the body that has to be there. */
  String required(String field) {
    return text(field).orElseThrow(() -> Refused.invalid("Field can not be null: " + field));
  }

  /** A text of the body; empty where it is missing or null. */
  Optional<String> text(String field) {
    return Optional.of(value(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** What the body says; missing where it says nothing, or null. */
  JsonNode value(String field) {
    JsonNode value = body.path(field);
    return value.isNull() ? MissingNode.getInstance() : value;
  }
}
