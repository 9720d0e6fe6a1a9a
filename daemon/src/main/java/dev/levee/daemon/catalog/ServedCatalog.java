package dev.levee.daemon.catalog;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.model.RegionName;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A replica as it is served: with the locations of the region in whose store it lies.
 *
 * @param region that region
 * @param version the replica's version
 * @param entries what of it can be served
 */
record ServedCatalog(RegionName region, long version, NavigableMap<AssetId, CatalogEntry> entries) {
  /** Keeps the entries from being changed. */
  ServedCatalog {
    entries = Collections.unmodifiableNavigableMap(entries);
  }

  Optional<CatalogEntry> find(AssetId id) {
    return Optional.ofNullable(entries.get(id));
  }

  /**
   * The assets of a kind by their own names.
   *
   * @param parent what holds them; empty for those at the top
   */
  NavigableMap<String, CatalogEntry> below(AssetKind kind, Optional<AssetName> parent) {
    TreeMap<String, CatalogEntry> found = new TreeMap<>();
    for (CatalogEntry entry : entries.values()) {
      AssetId id = entry.id();
      if (id.kind() == kind && id.name().parent().equals(parent)) {
        found.put(id.name().last(), entry);
      }
    }
    return found;
  }
}
