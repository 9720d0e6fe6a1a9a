package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** SCIM: users only. */
final class Users {
  private final Securables securables;
  private final MetastoreState state;

  Users(Securables securables) {
    this.securables = securables;
    state = securables.state();
  }

  Answer create(Call call) {
    requireAdministrator(call);
    String email = call.body().at("/emails/0/value").asText();
    if (state.userByEmail(email).isPresent()) {
      return scimError(409, "User already exists: " + email);
    }
    return Answer.json(201, info(state.addUser(call.text("displayName").orElse(email), email)));
  }

  Answer list(Call call) {
    requireAdministrator(call);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode resources = answer.putArray("Resources");
    state.users().values().forEach(user -> resources.add(info(user)));
    answer.put("totalResults", resources.size()).put("startIndex", 1);
    answer.put("itemsPerPage", resources.size());
    return Answer.json(answer);
  }

  /** Its grants go with it. */
  Answer delete(Call call) {
    requireAdministrator(call);
    User user = state.users().get(call.parameter("id"));
    if (user == null) {
      return scimError(404, "User not found: " + call.parameter("id"));
    }
    state.removeUser(user);
    return Answer.ok();
  }

  private void requireAdministrator(Call call) {
    securables.access().require(securables.access().isAdministrator(call.user()));
  }

  /** The status is in the body; the answer itself says 500. */
  private static Answer scimError(int status, String detail) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:Error");
    return Answer.json(500, body.put("detail", detail).put("status", String.valueOf(status)));
  }

  private static ObjectNode info(User user) {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("id", user.id()).put("displayName", user.displayName());
    info.putArray("emails").addObject().put("value", user.email()).put("primary", true);
    return info.put("active", true);
  }
}
