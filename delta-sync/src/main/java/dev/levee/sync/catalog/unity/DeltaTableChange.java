package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The request of the Delta API that changes an external Delta table in place: the only way to do
 * so. Its updates set values, so that doing them twice does no harm.
 */
final class DeltaTableChange {
  private final Table present;
  private final Table desired;
  private final Set<Attribute> attributes;

  DeltaTableChange(AssetChange change) {
    this.present = (Table) change.present();
    this.desired = (Table) change.desired();
    this.attributes = change.attributes();
  }

  /**
   * The request.
   *
   * @param tableId the table that is meant: one that was created anew under its name is refused
   */
  UnityRequest request(String tableId) {
    ObjectNode body = CanonicalJson.object();
    body.putArray("requirements").addObject().put("type", "assert-table-uuid").put("uuid", tableId);
    ArrayNode updates = body.putArray("updates");
    if (attributes.contains(Attribute.COMMENT)) {
      update(updates, "set-table-comment").put("comment", desired.details().comment());
    }
    properties(updates);
    columns(updates);
    return UnityRequest.post(present.id().toString(), AssetRoutes.deltaTable(present.id()), body);
  }

  private void properties(ArrayNode updates) {
    Map<String, String> changed = new TreeMap<>(desired.details().properties());
    changed.entrySet().removeAll(present.details().properties().entrySet());
    if (!changed.isEmpty()) {
      changed.forEach(update(updates, "set-properties").putObject("updates")::put);
    }
    Set<String> removed = new TreeSet<>(present.details().properties().keySet());
    removed.removeAll(desired.details().properties().keySet());
    if (!removed.isEmpty()) {
      removed.forEach(update(updates, "remove-properties").putArray("removals")::add);
    }
  }

  private void columns(ArrayNode updates) {
    if (!attributes.contains(Attribute.COLUMNS)) {
      return;
    }
    update(updates, "set-columns").set("columns", ColumnRequests.deltaSchema(desired.columns()));
    List<String> partitioning = ColumnRequests.partitionColumns(desired.columns());
    List<String> before = ColumnRequests.partitionColumns(present.columns());
    if (!partitioning.isEmpty() || !before.isEmpty()) {
      // New columns are not partitioned, even where old ones of their names were.
      partitioning.forEach(
          update(updates, "set-partition-columns").putArray("partition-columns")::add);
    }
  }

  private static ObjectNode update(ArrayNode updates, String action) {
    return updates.addObject().put("action", action);
  }
}
