package dev.levee.daemon.config;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import java.util.Optional;

/**
 * One side, as configured.
 *
 * @param name its name
 * @param storage its object store
 * @param control the prefix of Levee's own objects in it, with its final {@code /}
 * @param catalog its catalog server, where it has one
 */
public record RegionConfig(
    RegionName name, StorageConfig storage, Location control, Optional<CatalogConfig> catalog) {
  /** A region without a catalog server. */
  public RegionConfig(RegionName name, StorageConfig storage, Location control) {
    this(name, storage, control, Optional.empty());
  }
}
