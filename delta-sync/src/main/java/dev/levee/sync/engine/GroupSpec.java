package dev.levee.sync.engine;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A failover group as configured.
 *
 * @param name its name; part of its control records' keys
 * @param regions its two sides
 * @param initialPrimaryRegion where writers write when the group is created; later the control
 *     records know
 * @param mappings which prefix of one side is which of the other
 * @param discover prefixes of the initial primary region below which every Delta table is in scope
 * @param mirror prefixes of the initial primary region that hold no tables and are mirrored
 * @param settings how it replicates
 * @param writeBlock how writers are stopped for a planned failover; empty to wait until they have
 *     stopped by themselves
 * @param catalog the catalogs that are replicated; their tables are in scope too
 */
public record GroupSpec(
    String name,
    List<RegionSpec> regions,
    RegionName initialPrimaryRegion,
    LocationMappings mappings,
    List<Location> discover,
    List<Location> mirror,
    ReplicationSettings settings,
    Optional<WriteBlock> writeBlock,
    Optional<CatalogSpec> catalog) {
  /** Checks that there are two regions, one of them the initial primary. */
  public GroupSpec {
    regions = List.copyOf(regions);
    discover = List.copyOf(discover);
    mirror = List.copyOf(mirror);
    if (regions.size() != 2 || regions.get(0).name().equals(regions.get(1).name())) {
      throw new IllegalArgumentException("group '" + name + "' needs two different regions");
    }
    RegionName primary = initialPrimaryRegion;
    if (regions.stream().noneMatch(region -> region.name().equals(primary))) {
      throw new IllegalArgumentException(
          "group '" + name + "': initial_primary_region '" + primary + "' is none of its regions");
    }
  }

  /** A group without mirrored prefixes, whose writers stop by themselves. */
  public GroupSpec(
      String name,
      List<RegionSpec> regions,
      RegionName initialPrimaryRegion,
      LocationMappings mappings,
      List<Location> discover,
      ReplicationSettings settings) {
    this(
        name,
        regions,
        initialPrimaryRegion,
        mappings,
        discover,
        List.of(),
        settings,
        Optional.empty(),
        Optional.empty());
  }

  /** The same group with catalogs. */
  public GroupSpec with(CatalogSpec replicated) {
    return new GroupSpec(
        name,
        regions,
        initialPrimaryRegion,
        mappings,
        discover,
        mirror,
        settings,
        writeBlock,
        Optional.of(replicated));
  }

  /** The same group with another store, or control prefix, in one of its regions. */
  public GroupSpec with(RegionSpec replaced) {
    List<RegionSpec> both =
        regions.stream().map(r -> r.name().equals(replaced.name()) ? replaced : r).toList();
    return new GroupSpec(
        name,
        both,
        initialPrimaryRegion,
        mappings,
        discover,
        mirror,
        settings,
        writeBlock,
        catalog);
  }

  /** One of the two regions. */
  public RegionSpec region(RegionName region) {
    return regions.stream()
        .filter(candidate -> candidate.name().equals(region))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no region " + region));
  }

  /**
   * Names the location mappings: equal for equal mappings, in whatever order they are written. A
   * group keeps the mappings it was created with.
   */
  public String mappingHash() {
    StringBuilder text = new StringBuilder();
    mappings.all().stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(
            mapping ->
                text.append(mapping.name())
                    .append('\n')
                    .append(new TreeMap<>(mapping.prefixByRegion()))
                    .append('\n'));
    return ObjectBody.of(text.toString().getBytes(StandardCharsets.UTF_8)).md5();
  }

  /** The prefixes of a region below which every table is in scope. */
  public List<Location> discoverIn(RegionName region) {
    return discover.stream()
        .map(prefix -> mappings.map(prefix, initialPrimaryRegion, region).orElse(prefix))
        .toList();
  }

  /** The other one of the two regions. */
  public RegionSpec otherThan(RegionName region) {
    return regions.get(0).name().equals(region) ? regions.get(1) : regions.get(0);
  }
}
