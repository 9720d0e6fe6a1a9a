package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.ColumnTypes;
import io.unitycatalog.client.model.ColumnInfo;
import io.unitycatalog.client.model.ColumnTypeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Columns as the server wants them. */
final class ColumnRequests {
  /** The Delta API spells the members of types its own way. */
  private static final Map<String, String> DELTA_API =
      Map.of(
          "elementType", "element-type",
          "containsNull", "contains-null",
          "keyType", "key-type",
          "valueType", "value-type",
          "valueContainsNull", "value-contains-null");

  private ColumnRequests() {}

  /** For creating: without a type's text, its name or a position the server fails (500). */
  static List<ColumnInfo> columns(List<Column> columns) {
    List<ColumnInfo> infos = new ArrayList<>();
    for (Column column : columns) {
      JsonNode type = CanonicalJson.parse(column.type());
      infos.add(
          new ColumnInfo()
              .name(column.name())
              .position(infos.size())
              .typeText(column.typeText().isEmpty() ? ColumnTypes.sql(type) : column.typeText())
              .typeName(ColumnTypeName.fromValue(ColumnTypes.name(type).orElse(column.typeName())))
              .typeJson(field(column).toString())
              .nullable(column.nullable())
              .comment(column.comment().isEmpty() ? null : column.comment())
              .partitionIndex(
                  column.partitionIndex().isPresent() ? column.partitionIndex().getAsInt() : null));
    }
    return infos;
  }

  /** For changing: the whole schema as the Delta API wants it. */
  static ObjectNode deltaSchema(List<Column> columns) {
    ObjectNode schema = CanonicalJson.object();
    schema.put("type", "struct");
    ArrayNode fields = schema.putArray("fields");
    columns.forEach(column -> fields.add(deltaSpelling(field(column), "")));
    return schema;
  }

  /** The names of the partitioning columns, in order. */
  static List<String> partitionColumns(List<Column> columns) {
    return columns.stream()
        .filter(column -> column.partitionIndex().isPresent())
        .sorted(Comparator.comparingInt(column -> column.partitionIndex().getAsInt()))
        .map(Column::name)
        .toList();
  }

  /** The whole Spark field, comment included. */
  private static ObjectNode field(Column column) {
    ObjectNode field = CanonicalJson.object();
    field.put("name", column.name());
    field.set("type", ColumnTypes.complete(CanonicalJson.parse(column.type())));
    field.put("nullable", column.nullable());
    ObjectNode metadata = field.putObject("metadata");
    if (!column.metadata().isEmpty()) {
      metadata.setAll((ObjectNode) CanonicalJson.parse(column.metadata()));
    }
    if (!column.comment().isEmpty()) {
      metadata.put("comment", column.comment());
    }
    return field;
  }

  /** Of a field's metadata, nothing is the API's own. */
  private static JsonNode deltaSpelling(JsonNode node, String member) {
    if (member.equals("metadata")) {
      return node;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode spelt = CanonicalJson.object();
      object.forEachEntry(
          (name, value) ->
              spelt.set(DELTA_API.getOrDefault(name, name), deltaSpelling(value, name)));
      return spelt;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode spelt = array.arrayNode();
      array.forEach(element -> spelt.add(deltaSpelling(element, "")));
      return spelt;
    }
    return node;
  }
}
