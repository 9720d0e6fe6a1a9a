package dev.levee.sync.catalog.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Function;
import dev.levee.sync.catalog.RegisteredModel;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import dev.levee.sync.catalog.Volume;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An asset's fields as JSON, by the names of Unity Catalog's API where it has them. What is empty
 * is left out; the order of fields is fixed.
 */
final class AssetFields {
  private AssetFields() {}

  static ObjectNode write(CatalogAsset asset) {
    ObjectNode object = NameFields.write(asset.id());
    details(object, asset.details());
    switch (asset.kind()) {
      case CREDENTIAL -> putJson(object, "identity", ((Credential) asset).identity());
      case EXTERNAL_LOCATION -> {
        ExternalLocation location = (ExternalLocation) asset;
        putText(object, "url", location.url());
        putText(object, "credential_name", location.credentialName());
      }
      case CATALOG -> putText(object, "storage_root", ((Catalog) asset).storageRoot());
      case SCHEMA -> putText(object, "storage_root", ((Schema) asset).storageRoot());
      case TABLE -> table(object, (Table) asset);
      case VOLUME -> {
        Volume volume = (Volume) asset;
        putText(object, "volume_type", volume.type());
        putText(object, "storage_location", volume.location());
      }
      case FUNCTION -> object.set("routine", JsonText.nodes(((Function) asset).routine()));
      case REGISTERED_MODEL -> {}
      case VIEW -> view(object, (View) asset);
    }
    return object;
  }

  private static void details(ObjectNode object, Details details) {
    putText(object, "comment", details.comment());
    putText(object, "owner", details.owner());
    if (!details.properties().isEmpty()) {
      ObjectNode properties = object.putObject("properties");
      details.properties().forEach(properties::put);
    }
    if (!details.other().isEmpty()) {
      object.set("other", JsonText.nodes(details.other()));
    }
  }

  private static void table(ObjectNode object, Table table) {
    putText(object, "table_type", table.type());
    putText(object, "data_source_format", table.format());
    putText(object, "storage_location", table.location());
    ColumnFields.write(object, table.columns());
  }

  private static void view(ObjectNode object, View view) {
    putText(object, "table_type", view.type());
    putText(object, "view_definition", view.definition());
    if (!view.dependencies().isEmpty()) {
      ArrayNode dependencies = object.putArray("view_dependencies");
      view.dependencies().forEach(id -> dependencies.add(NameFields.write(id)));
    }
    ColumnFields.write(object, view.columns());
  }

  static void putText(ObjectNode object, String name, String text) {
    if (!text.isEmpty()) {
      object.put(name, text);
    }
  }

  static void putJson(ObjectNode object, String name, String json) {
    if (!json.isEmpty()) {
      object.set(name, JsonText.node(json));
    }
  }

  static CatalogAsset read(JsonFields fields) {
    AssetId id = NameFields.read(fields);
    AssetName name = id.name();
    Details details =
        new Details(
            fields.text("comment"),
            fields.text("owner"),
            fields.texts("properties"),
            JsonText.texts(fields.members("other")));
    return switch (id.kind()) {
      case CREDENTIAL -> new Credential(name, details, fields.json("identity"));
      case EXTERNAL_LOCATION ->
          new ExternalLocation(name, details, fields.text("url"), fields.text("credential_name"));
      case CATALOG -> new Catalog(name, details, fields.text("storage_root"));
      case SCHEMA -> new Schema(name, details, fields.text("storage_root"));
      case TABLE ->
          new Table(
              name,
              details,
              fields.text("table_type"),
              fields.text("data_source_format"),
              fields.text("storage_location"),
              ColumnFields.read(fields));
      case VOLUME ->
          new Volume(name, details, fields.text("volume_type"), fields.text("storage_location"));
      case FUNCTION -> new Function(name, details, JsonText.texts(fields.members("routine")));
      case REGISTERED_MODEL -> new RegisteredModel(name, details);
      case VIEW ->
          new View(
              name,
              details,
              fields.text("table_type"),
              fields.text("view_definition"),
              dependencies(fields),
              ColumnFields.read(fields));
    };
  }

  private static SortedSet<AssetId> dependencies(JsonFields fields) {
    SortedSet<AssetId> dependencies = new TreeSet<>();
    for (JsonNode element : fields.elements("view_dependencies")) {
      JsonFields dependency = JsonFields.of(element);
      dependencies.add(NameFields.read(dependency));
      dependency.end();
    }
    return dependencies;
  }
}
