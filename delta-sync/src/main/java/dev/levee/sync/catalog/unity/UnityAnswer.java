package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.levee.sync.catalog.CanonicalJson;
import java.time.Duration;
import java.util.Optional;

/**
 * What the server answered. Errors are {@code {"error_code", "message"}}; those of the Delta and
 * Iceberg paths are {@code {"error": {"type", "message", "code"}}}.
 *
 * @param status the HTTP status
 * @param body the body's text
 * @param retryAfter how long the server asks to wait
 */
record UnityAnswer(int status, String body, Optional<Duration> retryAfter) {
  private static final int SHOWN = 500;

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The body as JSON; missing where it is none: deletes answer {@code 200 OK} as text. */
  JsonNode tree() {
    try {
      return body.isBlank() ? MissingNode.getInstance() : CanonicalJson.parse(body);
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }

  /** The server's code or type of error; empty where the answer is not the catalog's own. */
  String errorCode() {
    JsonNode tree = tree();
    JsonNode code = tree.path("error_code");
    return code.isMissingNode() ? tree.path("error").path("type").asText("") : code.asText("");
  }

  /** The server's own words. */
  String errorMessage() {
    JsonNode tree = tree();
    String message = tree.path("message").asText(tree.path("error").path("message").asText(body));
    return message.length() > SHOWN ? message.substring(0, SHOWN) + "…" : message;
  }
}
