package dev.levee.daemon.writes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Optional;

/** A bucket's policy with its statements; whatever else it says is kept. */
final class PolicyDocument {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String VERSION = "2012-10-17";

  private final ObjectNode document;

  private PolicyDocument(ObjectNode document) {
    this.document = document;
  }

  /** A bucket's policy, or one without statements. */
  static PolicyDocument parse(Optional<String> text) throws JsonProcessingException {
    if (text.isPresent() && MAPPER.readTree(text.get()) instanceof ObjectNode document) {
      return new PolicyDocument(document);
    }
    return new PolicyDocument(MAPPER.createObjectNode().put("Version", VERSION));
  }

  boolean isEmpty() {
    return statements().isEmpty();
  }

  boolean isEqualTo(Optional<String> text) throws JsonProcessingException {
    return text.isPresent() && MAPPER.readTree(text.get()).equals(document);
  }

  boolean has(String sid) {
    for (JsonNode statement : statements()) {
      if (statement.path("Sid").asText().equals(sid)) {
        return true;
      }
    }
    return false;
  }

  void remove(String sid) {
    for (Iterator<JsonNode> statements = statements().iterator(); statements.hasNext(); ) {
      if (statements.next().path("Sid").asText().equals(sid)) {
        statements.remove();
      }
    }
  }

  void add(ObjectNode statement) {
    statements().add(statement);
  }

  String json() {
    return document.toString();
  }

  /** A single statement may stand without brackets. */
  private ArrayNode statements() {
    JsonNode found = document.path("Statement");
    if (found instanceof ArrayNode statements) {
      return statements;
    }
    ArrayNode statements = document.putArray("Statement");
    if (found instanceof ObjectNode single) {
      statements.add(single);
    }
    return statements;
  }
}
