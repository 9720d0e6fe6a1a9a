package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.ExternalLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the secondary's catalog holds while changes are planned: renames and drops that are planned
 * already count. Entries are kept as they were read; only the names under which they are found
 * change.
 */
final class PresentCatalog {
  private final TreeMap<AssetId, CatalogEntry> entries;

  PresentCatalog(CatalogSnapshot snapshot) {
    this.entries = new TreeMap<>(snapshot.entries());
  }

  Optional<CatalogEntry> find(AssetId id) {
    return Optional.ofNullable(entries.get(id));
  }

  boolean holds(AssetId id) {
    return entries.containsKey(id);
  }

  /** What is found within a catalog or schema, at any depth. */
  List<AssetId> within(AssetId container) {
    return entries.keySet().stream().filter(id -> id.isWithin(container)).toList();
  }

  /** Gives an asset, and with it all that it holds, another name. */
  void rename(AssetId from, AssetName to) {
    List<AssetId> moving = new ArrayList<>(within(from));
    moving.add(from);
    Map<AssetId, CatalogEntry> moved = new TreeMap<>();
    for (AssetId id : moving) {
      moved.put(id.movedWith(from.name(), to), entries.remove(id));
    }
    entries.putAll(moved);
  }

  void drop(AssetId id) {
    entries.remove(id);
  }

  List<ExternalLocation> externalLocations() {
    return entries.values().stream()
        .filter(entry -> entry.asset() instanceof ExternalLocation)
        .map(entry -> (ExternalLocation) entry.asset())
        .toList();
  }

  /** A name after what it lies in, or is, has another one. */
  static AssetName renamed(AssetName name, AssetName from, AssetName to) {
    if (!isWithin(name, from)) {
      return name;
    }
    List<String> parts = new ArrayList<>(to.parts());
    parts.addAll(name.parts().subList(from.parts().size(), name.parts().size()));
    return new AssetName(parts);
  }

  private static boolean isWithin(AssetName name, AssetName container) {
    int depth = container.parts().size();
    return name.parts().size() >= depth && name.parts().subList(0, depth).equals(container.parts());
  }
}
