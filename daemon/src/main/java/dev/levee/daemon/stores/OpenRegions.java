package dev.levee.daemon.stores;

import dev.levee.daemon.StoredGroups;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.RegionConfig;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.failover.StoredGroup;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stores of a configuration, opened without a daemon. */
public final class OpenRegions implements StoredGroups {
  private final Map<RegionName, RegionSpec> regions = new LinkedHashMap<>();
  private final List<RegionConfig> configured;
  private final List<StoredGroup> groups;

  private OpenRegions(LeveeConfig config, Time time) {
    this.configured = config.regions();
    RegionStores stores = new RegionStores(config.copy());
    try {
      for (RegionConfig region : config.regions()) {
        regions.put(
            region.name(), new RegionSpec(region.name(), stores.open(region), region.control()));
      }
    } catch (StoreException e) {
      closeStores();
      throw e;
    }
    Catalogs catalogs = new Catalogs(config, time);
    this.groups =
        config.groups().stream()
            .map(group -> catalogs.added(group, group.spec(regions::get, Optional.empty())))
            .map(spec -> new StoredGroup(spec, time))
            .toList();
  }

  /** Opens the stores of configurations. */
  public static Opener opener(Time time) {
    return config -> new OpenRegions(config, time);
  }

  @Override
  public List<StoredGroup> all() {
    return groups;
  }

  @Override
  public void requireExclusiveCreation(RegionName region) {
    configured.stream()
        .filter(candidate -> candidate.name().equals(region))
        .forEach(
            candidate ->
                StoreCheck.requireExclusiveCreation(candidate, regions.get(region).store()));
  }

  @Override
  public void close() {
    groups.stream().flatMap(group -> group.spec().catalog().stream()).forEach(CatalogSpec::close);
    closeStores();
  }

  private void closeStores() {
    regions.values().forEach(region -> region.store().close());
  }
}
