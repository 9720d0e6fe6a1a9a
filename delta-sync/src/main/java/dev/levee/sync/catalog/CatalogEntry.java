package dev.levee.sync.catalog;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/**
 * An asset as a server has it.
 *
 * @param asset the asset
 * @param serverId the identifier that the server gave it, by which a rename is known; empty where
 *     there is none
 * @param grants what was granted on it
 */
public record CatalogEntry(CatalogAsset asset, String serverId, Grants grants) {
  /** Checks that nothing is null. */
  public CatalogEntry {
    requireNonNull(asset, "asset");
    requireNonNull(serverId, "serverId");
    requireNonNull(grants, "grants");
  }

  /** Which asset it is. */
  public AssetId id() {
    return asset.id();
  }

  /** The same entry with another asset. */
  public CatalogEntry with(CatalogAsset changed) {
    return new CatalogEntry(changed, serverId, grants);
  }

  /** The same entry with other grants. */
  public CatalogEntry with(Grants changed) {
    return new CatalogEntry(asset, serverId, changed);
  }

  /** The asset's attributes and its grants, as one canonical text each; what is absent left out. */
  public Map<Attribute, String> attributes() {
    Map<Attribute, String> all = new EnumMap<>(Attribute.class);
    all.putAll(asset.attributes());
    if (!grants.byPrincipal().isEmpty()) {
      all.put(Attribute.GRANTS, grants.canonical());
    }
    return all;
  }
}
