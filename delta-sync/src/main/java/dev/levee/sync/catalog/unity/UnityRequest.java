package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One request.
 *
 * @param method the HTTP method
 * @param path path and query below the API's base, encoded
 * @param body the JSON body
 * @param subject what is asked for or changed, for people: {@code table sales.eu.orders}
 */
record UnityRequest(String method, String path, Optional<JsonNode> body, String subject) {
  static UnityRequest get(String subject, String path) {
    return new UnityRequest("GET", path, Optional.empty(), subject);
  }

  /** A question that is too long for a path: a GET with a body. */
  static UnityRequest query(String subject, String path, JsonNode body) {
    return new UnityRequest("GET", path, Optional.of(body), subject);
  }

  static UnityRequest post(String subject, String path, JsonNode body) {
    return new UnityRequest("POST", path, Optional.of(body), subject);
  }

  static UnityRequest patch(String subject, String path, JsonNode body) {
    return new UnityRequest("PATCH", path, Optional.of(body), subject);
  }

  static UnityRequest delete(String subject, String path) {
    return new UnityRequest("DELETE", path, Optional.empty(), subject);
  }

  /** Such as {@code GET /tables/sales.eu.orders}: for people. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
