package dev.levee.sync.catalog;

import java.util.Map;

/**
 * A volume: files that are no table.
 *
 * @param name its name, of three parts
 * @param details comment, owner, …
 * @param type {@code MANAGED} or {@code EXTERNAL}
 * @param location where its files lie, as the server gave it
 */
public record Volume(AssetName name, Details details, String type, String location)
    implements CatalogAsset {
  @Override
  public AssetKind kind() {
    return AssetKind.VOLUME;
  }

  @Override
  public Volume with(Details changed) {
    return new Volume(name, changed, type, location);
  }

  /** The same volume elsewhere, or of another type. */
  public Volume at(String changedType, String changedLocation) {
    return new Volume(name, details, changedType, changedLocation);
  }

  @Override
  public Map<Attribute, String> ownAttributes() {
    return Map.of(Attribute.TYPE, type, Attribute.STORAGE_LOCATION, location);
  }
}
