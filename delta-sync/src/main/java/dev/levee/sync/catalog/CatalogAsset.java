package dev.levee.sync.catalog;

import java.util.EnumMap;
import java.util.Map;

/**
 * One asset of a catalog, as a value. Two of them mean the same when their {@link #attributes} are
 * equal; records' own equality is finer (it sees the text of a type, which servers change).
 */
public sealed interface CatalogAsset
    permits Catalog,
        Credential,
        ExternalLocation,
        Function,
        RegisteredModel,
        Schema,
        Table,
        View,
        Volume {
  /** Its name. */
  AssetName name();

  /** What it is. */
  AssetKind kind();

  /** What every asset may have. */
  Details details();

  /** The same asset with other details. */
  CatalogAsset with(Details details);

  /** What it has besides, in canonical text; absent attributes may be left out. */
  Map<Attribute, String> ownAttributes();

  /** Which asset it is. */
  default AssetId id() {
    return new AssetId(kind(), name());
  }

  /** Everything but its name, as one canonical text each; what is absent is left out. */
  default Map<Attribute, String> attributes() {
    Map<Attribute, String> all = new EnumMap<>(Attribute.class);
    all.putAll(ownAttributes());
    all.put(Attribute.COMMENT, details().comment());
    all.put(Attribute.OWNER, details().owner());
    all.put(Attribute.PROPERTIES, CanonicalText.of(details().properties()));
    all.put(Attribute.OTHER, CanonicalText.of(details().other()));
    all.values().removeIf(String::isEmpty);
    return all;
  }
}
