package dev.levee.daemon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An answer of Unity Catalog's REST API.
 *
 * @param status the HTTP status
 * @param body JSON
 */
public record CatalogAnswer(int status, JsonNode body) {
  /** What the body is. */
  public static final String CONTENT_TYPE = "application/json";

  static CatalogAnswer ok(JsonNode body) {
    return new CatalogAnswer(200, body);
  }

  /**
   * An error in Unity Catalog's shape.
   *
   * @param errorCode for programs
   * @param message for people, in one line
   */
  public static CatalogAnswer error(int status, String errorCode, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error_code", errorCode);
    body.put("message", message);
    body.putArray("details")
        .addObject()
        .put("@type", "google.rpc.ErrorInfo")
        .put("reason", errorCode)
        .putObject("metadata");
    return new CatalogAnswer(status, body);
  }
}
