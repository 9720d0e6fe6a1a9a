package dev.levee.sync.catalog.durable;

import java.util.Optional;

/**
 * Where the other region has what the primary has at a location: for the column {@code
 * replica_location}, which Levee itself never reads.
 */
@FunctionalInterface
public interface ReplicaLocations {
  /** Nothing is mapped. */
  ReplicaLocations NONE = (primary, location) -> Optional.empty();

  /**
   * The other region's location, or empty where there is none. Asked again only when the asset, or
   * the primary, changes.
   *
   * @param primary the primary's name
   * @param location a location as the primary's catalog gives it, in any spelling
   */
  Optional<String> inSecondary(String primary, String location);
}
