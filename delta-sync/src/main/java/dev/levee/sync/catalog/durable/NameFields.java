package dev.levee.sync.catalog.durable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CanonicalJson;
import java.util.List;

/**
 * An asset's kind and name: {@code kind}, {@code catalog_name}, {@code schema_name}, {@code name}.
 * Part by part, since a part may have a dot in it.
 */
final class NameFields {
  static final String KIND = "kind";
  static final String CATALOG = "catalog_name";
  static final String SCHEMA = "schema_name";
  static final String NAME = "name";

  private NameFields() {}

  static ObjectNode write(AssetId id) {
    ObjectNode object = CanonicalJson.object().put(KIND, id.kind().name());
    List<String> parts = id.name().parts();
    if (parts.size() > 1) {
      object.put(CATALOG, id.name().first());
    }
    if (parts.size() > 2) {
      object.put(SCHEMA, parts.get(1));
    }
    return object.put(NAME, id.name().last());
  }

  static AssetId read(JsonFields fields) {
    AssetKind kind = fields.neededConstant(KIND, AssetKind.class);
    AssetName name =
        switch (kind.nameParts()) {
          case 1 -> AssetName.of(part(fields, NAME));
          case 2 -> AssetName.of(part(fields, CATALOG), part(fields, NAME));
          default -> AssetName.of(part(fields, CATALOG), part(fields, SCHEMA), part(fields, NAME));
        };
    return new AssetId(kind, name);
  }

  private static String part(JsonFields fields, String field) {
    String part = fields.neededText(field);
    if (part.isEmpty()) {
      throw JsonFields.unreadable(field + " is empty");
    }
    return part;
  }
}
