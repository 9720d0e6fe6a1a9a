package dev.levee.sync.catalog;

import java.util.Map;

/**
 * A schema.
 *
 * @param name its name, of two parts
 * @param details comment, owner, properties, …
 * @param storageRoot where its managed assets lie, as the user gave it; empty for none
 */
public record Schema(AssetName name, Details details, String storageRoot) implements CatalogAsset {
  @Override
  public AssetKind kind() {
    return AssetKind.SCHEMA;
  }

  @Override
  public Schema with(Details changed) {
    return new Schema(name, changed, storageRoot);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(Attribute.STORAGE_ROOT, storageRoot);
  }
}
