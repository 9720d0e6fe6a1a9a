package dev.levee.daemon.config;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The regions of the file, also those that could not be read: a group that names one of these names
 * a known region.
 *
 * @param byName what each is, as far as it could be read
 * @param controls where each one's control prefix stands
 */
record DeclaredRegions(
    Map<RegionName, Optional<RegionConfig>> byName, Map<RegionName, ConfigValue> controls) {
  static final DeclaredRegions NONE = new DeclaredRegions(Map.of(), Map.of());

  boolean has(RegionName name) {
    return byName.containsKey(name);
  }

  Optional<RegionConfig> readable(RegionName name) {
    return byName.getOrDefault(name, Optional.empty());
  }

  List<RegionConfig> readable() {
    return byName.values().stream().flatMap(Optional::stream).toList();
  }

  /** Whether each of them could be read. */
  boolean allReadable() {
    return byName.values().stream().allMatch(Optional::isPresent);
  }

  /** The place behind a region. */
  String place(RegionName name) {
    return readable(name).map(region -> region.storage().place()).orElse("?" + name);
  }

  /** Reports a location that the region's kind of store does not have. */
  boolean fits(RegionName name, Location location, ConfigValue at) {
    Optional<StorageConfig> storage = readable(name).map(RegionConfig::storage);
    boolean fits = storage.isEmpty() || storage.get().scheme().equals(location.scheme());
    if (!fits) {
      String scheme = storage.get().scheme();
      at.problem(
          "'%s' is not in the store of region %s, which has %s:// locations"
              .formatted(location, name, scheme),
          "write a " + scheme + ":// location or change the region's storage.kind");
    }
    return fits;
  }
}
