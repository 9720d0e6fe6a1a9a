package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer to a request.
 *
 * @param json the body, if it is JSON
 * @param text the body, if it is not
 */
record Answer(int status, Optional<JsonNode> json, String text) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  Answer {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(text, "text");
  }

  static Answer json(JsonNode body) {
    return json(200, body);
  }

  static Answer json(int status, JsonNode body) {
    return new Answer(status, Optional.of(body), "");
  }

  static Answer plain(int status, String text) {
    return new Answer(status, Optional.empty(), text);
  }

  /** What a DELETE says. */
  static Answer ok() {
    return plain(200, "200 OK");
  }

  static Answer noContent() {
    return plain(204, "");
  }

  static Answer of(Refused refused) {
    ObjectNode body = NODES.objectNode();
    body.put("error_code", refused.code().name());
    body.putArray("details")
        .addObject()
        .put("@type", "google.rpc.ErrorInfo")
        .put("reason", refused.code().name())
        .putObject("metadata");
    body.put("message", refused.getMessage());
    return json(refused.code().status(), body);
  }

  /** The same, in the form of the Delta API. */
  static Answer ofDelta(Refused refused) {
    ObjectNode body = NODES.objectNode();
    body.putObject("error")
        .put("message", refused.getMessage())
        .put("type", refused.code().deltaType())
        .put("code", refused.code().status());
    return json(refused.code().status(), body);
  }
}
