package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/** What a server answered. */
record Reply(int status, String contentType, String body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not JSON: " + this, e);
    }
  }

  /** The value at a JSON pointer. */
  JsonNode at(String pointer) {
    return json().at(pointer);
  }

  /** {@code 400 TABLE_ALREADY_EXISTS}, or the status alone. */
  String outcome() {
    if (!contentType.startsWith("application/json")) {
      return String.valueOf(status);
    }
    String code = json().path("error_code").asText();
    return code.isEmpty() ? String.valueOf(status) : status + " " + code;
  }
}
