package dev.levee.daemon.config;

import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.WriteBlock;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A failover group, as configured.
 *
 * @param name its name
 * @param regions its two sides
 * @param initialPrimaryRegion one of them
 * @param mappings which prefix of one side is which of the other
 * @param discover prefixes of the initial primary region whose tables are in scope
 * @param mirror prefixes of it that are mirrored by listing
 * @param settings how it replicates
 * @param stopWrites how writers are stopped for a planned failover; empty to wait until they have
 *     stopped by themselves
 * @param catalogs the catalogs that are replicated; their tables are in scope too
 * @param stableUrl the address that leads to the current primary's catalog server
 */
public record GroupConfig(
    String name,
    List<RegionName> regions,
    RegionName initialPrimaryRegion,
    LocationMappings mappings,
    List<Location> discover,
    List<Location> mirror,
    ReplicationSettings settings,
    Optional<StopWrites> stopWrites,
    Optional<UnityCatalogAssets> catalogs,
    Optional<StableUrlConfig> stableUrl) {
  /** Copies the lists. */
  public GroupConfig {
    regions = List.copyOf(regions);
    discover = List.copyOf(discover);
    mirror = List.copyOf(mirror);
  }

  /**
   * The group as the engine takes it, without its catalogs.
   *
   * @param open gives a region its store
   * @param writeBlock stops writers; empty where nobody is stopped
   */
  public GroupSpec spec(Function<RegionName, RegionSpec> open, Optional<WriteBlock> writeBlock) {
    List<RegionSpec> sides = regions.stream().map(open).toList();
    return new GroupSpec(
        name,
        sides,
        initialPrimaryRegion,
        mappings,
        discover,
        mirror,
        settings,
        writeBlock,
        Optional.empty());
  }
}
