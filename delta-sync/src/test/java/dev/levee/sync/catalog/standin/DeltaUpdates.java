package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The updates of the Delta API: of each kind at most one in a request, all of them or none. */
final class DeltaUpdates {
  private final DeltaCommits commits;

  DeltaUpdates(Securables securables) {
    commits = new DeltaCommits(securables);
  }

  void apply(Call call, Securable table) {
    JsonNode none = MissingNode.getInstance();
    Map<String, JsonNode> updates = new LinkedHashMap<>();
    for (JsonNode update : call.value("updates")) {
      String action = update.path("action").asText();
      if (updates.put(action, update) != null) {
        throw Refused.invalid("At most one " + action + " is allowed per request.");
      }
    }
    if (updates.isEmpty()) {
      throw Refused.invalid("At least one update is required.");
    }
    for (JsonNode key : updates.getOrDefault("remove-properties", none).path("removals")) {
      if (updates.getOrDefault("set-properties", none).path("updates").has(key.asText())) {
        throw Refused.invalid("Both set and removed: " + key.asText());
      }
    }
    ObjectNode changed = table.attributes().deepCopy();
    updates.forEach((action, update) -> apply(action, update, changed));
    commits.apply(updates, table);
    table.attributes().setAll(changed);
  }

  private static void apply(String action, JsonNode update, ObjectNode table) {
    switch (action) {
      case "set-table-comment" -> table.put("comment", text(update, "comment"));
      case "set-properties" -> {
        ColumnLimits.checkProperties(update.path("updates"));
        properties(table).setAll((ObjectNode) update.path("updates"));
      }
      case "remove-properties" ->
          update.path("removals").forEach(key -> properties(table).remove(key.asText()));
      case "set-columns" -> table.set("columns", columns(update.at("/columns/fields")));
      case "set-partition-columns" -> partition(table, update.path("partition-columns"));
      case "set-protocol" -> setProtocol(table, update.path("protocol"));
      case "update-metadata-snapshot-version" ->
          properties(table)
              .put("delta.lastUpdateVersion", text(update, "last-commit-version"))
              .put("delta.lastCommitTimestamp", text(update, "last-commit-timestamp-ms"));
      case "add-commit", "set-latest-backfilled-version" -> {}
      default -> throw Refused.invalid("Unknown update action: " + action);
    }
  }

  private static ObjectNode properties(ObjectNode table) {
    return table.withObject("/properties");
  }

  private static String text(JsonNode update, String field) {
    if (!update.hasNonNull(field)) {
      throw Refused.invalid(update.path("action").asText() + " requires " + field);
    }
    return update.get(field).asText();
  }

  private static ArrayNode columns(JsonNode fields) {
    ArrayNode columns = JsonNodeFactory.instance.arrayNode();
    for (JsonNode field : fields) {
      columns.add(DeltaTypes.column(field, columns.size()));
    }
    return Columns.stored(columns, true);
  }

  private static void partition(ObjectNode table, JsonNode names) {
    for (JsonNode column : table.path("columns")) {
      ((ObjectNode) column).putNull("partition_index");
      for (int index = 0; index < names.size(); index++) {
        if (names.get(index).equals(column.path("name"))) {
          ((ObjectNode) column).put("partition_index", index);
        }
      }
    }
  }

  private static void setProtocol(ObjectNode table, JsonNode protocol) {
    ObjectNode properties = properties(table);
    properties
        .put("delta.minReaderVersion", text(protocol, "min-reader-version"))
        .put("delta.minWriterVersion", text(protocol, "min-writer-version"));
    properties.properties().removeIf(entry -> entry.getKey().startsWith("delta.feature."));
    for (String features : new String[] {"reader-features", "writer-features"}) {
      protocol
          .path(features)
          .forEach(name -> properties.put("delta.feature." + name.asText(), "supported"));
    }
  }
}
