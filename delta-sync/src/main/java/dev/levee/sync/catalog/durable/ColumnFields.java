package dev.levee.sync.catalog.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Column;
import java.util.List;
import java.util.OptionalInt;

/** The columns of a table or view as JSON, by the names of Unity Catalog's API. */
final class ColumnFields {
  private static final String COLUMNS = "columns";

  private ColumnFields() {}

  static void write(ObjectNode object, List<Column> columns) {
    if (!columns.isEmpty()) {
      ArrayNode array = object.putArray(COLUMNS);
      columns.forEach(column -> array.add(column(column)));
    }
  }

  private static ObjectNode column(Column column) {
    ObjectNode object = CanonicalJson.object().put("name", column.name());
    AssetFields.putJson(object, "type", column.type());
    AssetFields.putJson(object, "metadata", column.metadata());
    object.put("nullable", column.nullable());
    AssetFields.putText(object, "comment", column.comment());
    column.partitionIndex().ifPresent(index -> object.put("partition_index", index));
    AssetFields.putText(object, "type_text", column.typeText());
    AssetFields.putText(object, "type_name", column.typeName());
    return object;
  }

  static List<Column> read(JsonFields fields) {
    return fields.elements(COLUMNS).stream().map(ColumnFields::column).toList();
  }

  private static Column column(JsonNode node) {
    JsonFields fields = JsonFields.of(node);
    Column column =
        new Column(
            fields.neededText("name"),
            fields.json("type"),
            fields.json("metadata"),
            fields.neededBoolean("nullable"),
            fields.text("comment"),
            fields.has("partition_index")
                ? OptionalInt.of(fields.neededInt("partition_index"))
                : OptionalInt.empty(),
            fields.text("type_text"),
            fields.text("type_name"));
    fields.end();
    return column;
  }
}
