package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Delta API: the only way to change a table in place. Only Delta tables are read and changed
 * here; views, too, are renamed.
 */
final class DeltaTables {
  private final Securables securables;
  private final Access access;
  private final DeltaUpdates updates;

  DeltaTables(Securables securables) {
    this.securables = securables;
    access = securables.access();
    updates = new DeltaUpdates(securables);
  }

  Answer read(Call call) {
    Securable table = table(call);
    access.require(access.reads(call.user(), table));
    return Answer.json(loaded(table));
  }

  Answer exists(Call call) {
    Securable table = found(call);
    access.require(access.reads(call.user(), table));
    return Answer.noContent();
  }

  /** All of its updates, or none. */
  Answer update(Call call) {
    Securable table = table(call);
    access.require(access.changes(call.user(), table));
    checkRequirements(call, table);
    updates.apply(call, table);
    securables.touch(call, table);
    return Answer.json(loaded(table));
  }

  Answer rename(Call call) {
    Securable table = found(call);
    access.require(access.changes(call.user(), table));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("new_name", call.required("new-name"));
    securables.rename(call.about(body), table);
    securables.touch(call, table);
    return Answer.noContent();
  }

  Answer drop(Call call) {
    Securable table = found(call);
    access.require(access.drops(call.user(), table));
    securables.state().remove(table).forEach(ManagedStorage::deleteFiles);
    return Answer.noContent();
  }

  private Securable found(Call call) {
    return securables.existing(
        SecurableKind.TABLE,
        String.join(
            ".", call.parameter("catalog"), call.parameter("schema"), call.parameter("table")));
  }

  private Securable table(Call call) {
    Securable table = found(call);
    if (!table.text("data_source_format").equals(Optional.of("DELTA"))) {
      throw Refused.invalid("Not a Delta table: " + table.fullName());
    }
    return table;
  }

  private static void checkRequirements(Call call, Securable table) {
    List<String> types = new ArrayList<>();
    for (JsonNode requirement : call.value("requirements")) {
      types.add(requirement.path("type").asText());
      switch (requirement.path("type").asText()) {
        case "assert-table-uuid" ->
            require(requirement.path("uuid").asText(), table.id(), "assert-table-uuid");
        case "assert-etag" ->
            require(requirement.path("etag").asText(), etag(table), "assert-etag");
        default -> throw Refused.invalid("Unknown requirement: " + requirement);
      }
    }
    if (!types.contains("assert-table-uuid")) {
      throw Refused.invalid("assert-table-uuid requirement is required.");
    }
  }

  private static void require(String expected, String actual, String requirement) {
    if (!expected.equals(actual)) {
      throw new Refused(
          ErrorCode.UPDATE_REQUIREMENT_CONFLICT,
          requirement + " failed: expected " + expected + " but table has " + actual);
    }
  }

  private static String etag(Securable table) {
    return "etag-" + table.attributes().path("updated_at").asLong();
  }

  private ObjectNode loaded(Securable table) {
    ObjectNode info = table.info();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = answer.putObject("metadata");
    metadata
        .put("etag", etag(table))
        .put("table-type", info.path("table_type").asText())
        .put("table-uuid", table.id())
        .put("location", info.path("storage_location").asText())
        .put("created-time", info.path("created_at").asLong())
        .put("updated-time", info.path("updated_at").asLong());
    metadata.set("columns", DeltaTypes.struct(info.path("columns")));
    metadata.set("partition-columns", partitionColumns(info.path("columns")));
    metadata.set("properties", info.path("properties"));
    if (table.text("table_type").equals(Optional.of("MANAGED"))) {
      CommitLog log = securables.state().commits(table);
      ArrayNode commits = answer.putArray("commits");
      log.from(0, Long.MAX_VALUE).forEach(commit -> commits.add(DeltaCommits.kebab(commit)));
      answer.put("latest-table-version", log.latestVersion());
    }
    return answer;
  }

  private static ArrayNode partitionColumns(JsonNode columns) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    for (int index = 0; index < columns.size(); index++) {
      for (JsonNode column : columns) {
        if (column.path("partition_index").asInt(-1) == index) {
          names.add(column.path("name"));
        }
      }
    }
    return names;
  }
}
