package dev.levee.sync.catalog.unity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CanonicalJson;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.Credential;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Table;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What is to be changed of an asset, and whether the server can do it in place. The owner and
 * attributes without a name of their own cannot be changed in any way, so they are passed over.
 *
 * @param present what is there
 * @param desired what shall be
 */
record AssetChange(CatalogAsset present, CatalogAsset desired) {
  /** The attributes that differ. */
  Set<Attribute> attributes() {
    Map<Attribute, String> before = present.attributes();
    Map<Attribute, String> after = desired.attributes();
    Set<Attribute> different = EnumSet.allOf(Attribute.class);
    different.removeIf(
        attribute -> before.getOrDefault(attribute, "").equals(after.getOrDefault(attribute, "")));
    different.remove(Attribute.OWNER);
    different.remove(Attribute.OTHER);
    return different;
  }

  /** Whether the server can do it in place. */
  boolean isPossible() {
    return changeable().containsAll(attributes()) && !emptiesProperties();
  }

  /** Whether it goes by the Delta API: tables have no PATCH. */
  boolean isOfDeltaTable() {
    return present.kind() == AssetKind.TABLE;
  }

  /** The PATCH that does it. */
  UnityRequest patch() {
    ObjectNode body = CanonicalJson.object();
    for (Attribute attribute : attributes()) {
      put(attribute, body);
    }
    AssetId id = present.id();
    return UnityRequest.patch(id.toString(), AssetRoutes.asset(id), body);
  }

  private void put(Attribute attribute, ObjectNode body) {
    if (attribute == Attribute.COMMENT) {
      body.put("comment", desired.details().comment());
    }
    if (attribute == Attribute.PROPERTIES) {
      ObjectNode properties = body.putObject("properties");
      desired.details().properties().forEach(properties::put);
    }
    if (desired instanceof ExternalLocation location && attribute == Attribute.URL) {
      body.put("url", location.url());
    }
    if (desired instanceof ExternalLocation location && attribute == Attribute.CREDENTIAL_NAME) {
      body.put("credential_name", location.credentialName());
    }
    if (desired instanceof Credential credential && attribute == Attribute.IDENTITY) {
      CanonicalJson.parse(credential.identity())
          .properties()
          .forEach(member -> body.set(member.getKey(), member.getValue()));
    }
  }

  private Set<Attribute> changeable() {
    return switch (present.kind()) {
      case CATALOG, SCHEMA -> EnumSet.of(Attribute.COMMENT, Attribute.PROPERTIES);
      case VOLUME, REGISTERED_MODEL -> EnumSet.of(Attribute.COMMENT);
      case EXTERNAL_LOCATION ->
          EnumSet.of(Attribute.COMMENT, Attribute.URL, Attribute.CREDENTIAL_NAME);
      case CREDENTIAL -> EnumSet.of(Attribute.COMMENT, Attribute.IDENTITY);
      case TABLE ->
          isExternalDelta(present)
              ? EnumSet.of(Attribute.COMMENT, Attribute.PROPERTIES, Attribute.COLUMNS)
              : EnumSet.noneOf(Attribute.class);
      case FUNCTION, VIEW -> EnumSet.noneOf(Attribute.class);
    };
  }

  private static boolean isExternalDelta(CatalogAsset asset) {
    return asset instanceof Table table && table.isDelta() && table.type().equals(Table.EXTERNAL);
  }

  /** A PATCH replaces all properties, but none at all means "no change". */
  private boolean emptiesProperties() {
    return present.kind() != AssetKind.TABLE
        && attributes().contains(Attribute.PROPERTIES)
        && desired.details().properties().isEmpty();
  }
}
