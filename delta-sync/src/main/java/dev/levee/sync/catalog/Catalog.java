package dev.levee.sync.catalog;

import java.util.Map;

/**
 * A catalog.
 *
 * @param name its name, of one part
 * @param details comment, owner, properties, …
 * @param storageRoot where its managed assets lie, as the user gave it; empty for none
 */
public record Catalog(AssetName name, Details details, String storageRoot) implements CatalogAsset {
  @Override
  public AssetKind kind() {
    return AssetKind.CATALOG;
  }

  @Override
  public Catalog with(Details changed) {
    return new Catalog(name, changed, storageRoot);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(Attribute.STORAGE_ROOT, storageRoot);
  }
}
