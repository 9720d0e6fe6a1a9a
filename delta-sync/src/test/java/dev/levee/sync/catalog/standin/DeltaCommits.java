package dev.levee.sync.catalog.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commits of managed tables that are ratified by the catalog. Their files are not looked for.
 */
final class DeltaCommits {
  private static final List<String> FIELDS =
      List.of("version", "timestamp", "file_name", "file_size", "file_modification_timestamp");

  private final Securables securables;
  private final Access access;

  DeltaCommits(Securables securables) {
    this.securables = securables;
    access = securables.access();
  }

  /** A commit, a backfill, or both; the answer is text. */
  Answer post(Call call) {
    Securable table = managed(call);
    access.require(access.changes(call.user(), table));
    if (!call.text("table_uri").equals(table.text("storage_location"))) {
      throw Refused.invalid("Table URI does not match: " + call.text("table_uri").orElse(null));
    }
    boolean commits = call.value("commit_info").isObject();
    if (!commits && !call.value("latest_backfilled_version").isNumber()) {
      throw Refused.invalid("Neither a commit nor a backfill");
    }
    ObjectNode changed = table.attributes().deepCopy();
    if (commits) {
      setMetadata(call.value("metadata"), changed);
    }
    apply(table, call.value("commit_info"), call.value("latest_backfilled_version"));
    table.attributes().setAll(changed);
    return Answer.ok();
  }

  /** Wants its JSON in the body of the GET: parameters of the query are not read. */
  Answer read(Call call) {
    if (!call.value("start_version").isIntegralNumber()) {
      throw Refused.invalid("Field can not be null: start_version");
    }
    Securable table = managed(call);
    access.require(access.reads(call.user(), table));
    CommitLog log = securables.state().commits(table);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode commits = answer.putArray("commits");
    long end = call.value("end_version").asLong(Long.MAX_VALUE);
    log.from(call.value("start_version").longValue(), end).forEach(commits::add);
    return Answer.json(answer.put("latest_table_version", log.latestVersion()));
  }

  /** The same, as updates of the newer API. */
  void apply(Map<String, JsonNode> updates, Securable table) {
    JsonNode add = updates.getOrDefault("add-commit", MissingNode.getInstance());
    JsonNode backfill =
        updates.getOrDefault("set-latest-backfilled-version", MissingNode.getInstance());
    if (add.isMissingNode() && backfill.isMissingNode()) {
      return;
    }
    checkManaged(table);
    apply(table, snake(add.path("commit")), backfill.path("latest-published-version"));
  }

  private void apply(Securable table, JsonNode commit, JsonNode backfilled) {
    CommitLog log = securables.state().commits(table).copy();
    if (commit.isObject()) {
      ObjectNode kept = JsonNodeFactory.instance.objectNode();
      FIELDS.forEach(field -> kept.set(field, commit.path(field)));
      log.add(kept);
    }
    if (backfilled.isNumber()) {
      log.backfilled(backfilled.longValue());
    }
    securables.state().setCommits(table, log);
  }

  private Securable managed(Call call) {
    String id = call.required("table_id");
    Securable table =
        securables
            .state()
            .byId(id)
            .filter(found -> found.kind() == SecurableKind.TABLE)
            .orElseThrow(() -> new Refused(ErrorCode.TABLE_NOT_FOUND, "Table not found: " + id));
    checkManaged(table);
    return table;
  }

  private static void checkManaged(Securable table) {
    if (!table.text("table_type").equals(Optional.of("MANAGED"))) {
      throw Refused.invalid("Only managed tables are supported for Delta commits");
    }
  }

  private static void setMetadata(JsonNode metadata, ObjectNode table) {
    if (metadata.path("description").isTextual()) {
      table.set("comment", metadata.get("description"));
    }
    JsonNode properties = metadata.at("/properties/properties");
    if (properties.isObject()) {
      ColumnLimits.checkProperties(properties);
      table.set("properties", properties.deepCopy());
    }
    if (metadata.at("/schema/columns").isArray()) {
      table.set("columns", Columns.stored(metadata.at("/schema/columns"), true));
    }
  }

  /** The names of the newer API. */
  static ObjectNode kebab(JsonNode commit) {
    ObjectNode renamed = JsonNodeFactory.instance.objectNode();
    FIELDS.forEach(field -> renamed.set(field.replace('_', '-'), commit.path(field)));
    return renamed;
  }

  private static JsonNode snake(JsonNode commit) {
    if (!commit.isObject()) {
      return commit;
    }
    ObjectNode renamed = JsonNodeFactory.instance.objectNode();
    FIELDS.forEach(field -> renamed.set(field, commit.path(field.replace('_', '-'))));
    return renamed;
  }
}
