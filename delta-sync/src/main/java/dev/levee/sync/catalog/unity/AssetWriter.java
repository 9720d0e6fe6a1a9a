package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.Column;
import dev.levee.sync.catalog.ColumnTypes;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Assets as the server's answers have them: what {@link AssetParser} makes values of, made from
 * values again. Absent texts are null, as with the server. What a server makes up by itself, such
 * as times, is left out; the identifier is the one that the entry has.
 */
public final class AssetWriter {
  private AssetWriter() {}

  /** An entry as the answer to a request for it; its grants are no part of that. */
  public static ObjectNode answer(CatalogEntry entry) {
    CatalogAsset asset = entry.asset();
    ObjectNode answer = CanonicalJson.object();
    other(answer, asset.details());
    name(answer, asset.name());
    putText(answer, "comment", asset.details().comment());
    putText(answer, "owner", asset.details().owner());
    putText(answer, AssetRoutes.identifier(asset.kind()), entry.serverId());
    if (asset instanceof Function function) {
      function(answer, function);
      return answer;
    }
    ObjectNode properties = answer.putObject("properties");
    asset.details().properties().forEach(properties::put);
    if (asset instanceof Catalog catalog) {
      putText(answer, "storage_root", catalog.storageRoot());
    } else if (asset instanceof Schema schema) {
      putText(answer, "storage_root", schema.storageRoot());
    } else if (asset instanceof Table table) {
      table(answer, table);
    } else if (asset instanceof View view) {
      view(answer, view);
    } else if (asset instanceof Volume volume) {
      putText(answer, "volume_type", volume.type());
      putText(answer, "storage_location", volume.location());
    } else if (asset instanceof ExternalLocation location) {
      putText(answer, "url", location.url());
      putText(answer, "credential_name", location.credentialName());
    }
    return answer;
  }

  private static void name(ObjectNode answer, AssetName name) {
    List<String> parts = name.parts();
    answer.put("name", name.last());
    if (parts.size() > 1) {
      answer.put("catalog_name", name.first());
    }
    if (parts.size() > 2) {
      answer.put("schema_name", parts.get(1));
    }
    answer.put("full_name", name.toString());
  }

  /** But for what columns have, which goes back to its column. */
  private static void other(ObjectNode answer, Details details) {
    details
        .other()
        .forEach(
            (field, value) -> {
              if (!field.startsWith(ColumnParser.OTHER_PREFIX)) {
                answer.set(field, CanonicalJson.parse(value));
              }
            });
  }

  private static void table(ObjectNode answer, Table table) {
    putText(answer, "table_type", table.type());
    putText(answer, "data_source_format", table.format());
    putText(answer, "storage_location", table.location());
    columns(answer, table.columns(), table.details());
  }

  private static void view(ObjectNode answer, View view) {
    putText(answer, "table_type", view.type());
    putText(answer, "view_definition", view.definition());
    answer.set("view_dependencies", dependencies(view.dependencies()));
    columns(answer, view.columns(), view.details());
  }

  private static ObjectNode dependencies(SortedSet<AssetId> ids) {
    ObjectNode list = CanonicalJson.object();
    ArrayNode dependencies = list.putArray("dependencies");
    for (AssetId id : ids) {
      boolean isFunction = id.kind() == AssetKind.FUNCTION;
      dependencies
          .addObject()
          .putObject(isFunction ? "function" : "table")
          .put(isFunction ? "function_full_name" : "table_full_name", id.name().toString());
    }
    return list;
  }

  private static void columns(ObjectNode answer, List<Column> columns, Details details) {
    ArrayNode list = answer.putArray("columns");
    for (Column column : columns) {
      JsonNode type = CanonicalJson.parse(column.type());
      ObjectNode written = list.addObject();
      written.put("name", column.name());
      written.put(
          "type_text", column.typeText().isEmpty() ? ColumnTypes.sql(type) : column.typeText());
      written.put("type_json", ColumnRequests.field(column).toString());
      putText(written, "type_name", ColumnTypes.name(type).orElse(column.typeName()));
      written.put("position", list.size() - 1);
      written.put("nullable", column.nullable());
      putText(written, "comment", column.comment());
      column.partitionIndex().ifPresent(index -> written.put("partition_index", index));
      otherOfColumn(written, column.name(), details);
    }
  }

  private static void otherOfColumn(ObjectNode written, String column, Details details) {
    for (Map.Entry<String, String> attribute : details.other().entrySet()) {
      if (attribute.getKey().startsWith(ColumnParser.OTHER_PREFIX)) {
        JsonNode value = CanonicalJson.parse(attribute.getValue()).get(column);
        if (value != null) {
          written.set(attribute.getKey().substring(ColumnParser.OTHER_PREFIX.length()), value);
        }
      }
    }
  }

  /** A function's properties are the text of a JSON object. */
  private static void function(ObjectNode answer, Function function) {
    Map<String, String> properties = function.details().properties();
    if (properties.isEmpty()) {
      answer.putNull("properties");
    } else {
      ObjectNode map = CanonicalJson.object();
      properties.forEach(map::put);
      answer.put("properties", map.toString());
    }
    function.routine().forEach((field, value) -> answer.set(field, CanonicalJson.parse(value)));
  }

  private static void putText(ObjectNode answer, String field, String text) {
    answer.put(field, text.isEmpty() ? null : text);
  }
}
