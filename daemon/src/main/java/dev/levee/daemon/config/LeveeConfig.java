package dev.levee.daemon.config;

import dev.levee.sync.model.RegionName;
import java.util.List;

/**
 * Everything the configuration file says, with the defaults filled in.
 *
 * @param admin the admin port
 * @param regions all regions, in the order of the file
 * @param groups the failover groups, in the order of the file
 * @param copy how files are copied
 */
public record LeveeConfig(
    AdminConfig admin, List<RegionConfig> regions, List<GroupConfig> groups, CopyConfig copy) {
  /** Copies the lists. */
  public LeveeConfig {
    regions = List.copyOf(regions);
    groups = List.copyOf(groups);
  }

  /** The region of that name. */
  public RegionConfig region(RegionName name) {
    return regions.stream()
        .filter(region -> region.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no region " + name));
  }
}
