package dev.levee.daemon.stores;

import dev.levee.daemon.EngineFactory;
import dev.levee.daemon.config.CopyConfig;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.RegionConfig;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationEngine;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.ProcessIdentity;
import dev.levee.sync.engine.runner.LeveeEngine;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Engines on the stores that a configuration names. A store that is reached and ignores that a
 * creation is exclusive is refused.
 */
public final class ConfiguredEngines implements EngineFactory {
  private final Time time;

  /** Engines with these clocks. */
  public ConfiguredEngines(Time time) {
    this.time = time;
  }

  @Override
  public ReplicationEngine create(LeveeConfig config) {
    Map<RegionName, RegionSpec> regions = new LinkedHashMap<>();
    RegionStores stores = new RegionStores(config.copy());
    try {
      for (RegionConfig region : config.regions()) {
        ObjectStore store = stores.open(region);
        regions.put(region.name(), new RegionSpec(region.name(), store, region.control()));
        StoreCheck.requireExclusiveCreation(region, store);
      }
    } catch (StoreException e) {
      regions.values().forEach(region -> region.store().close());
      throw e;
    }
    WriteBlocks writeBlocks = new WriteBlocks(config, stores);
    Catalogs catalogs = new Catalogs(config, time);
    List<GroupSpec> groups =
        config.groups().stream()
            .map(group -> catalogs.added(group, group.spec(regions::get, writeBlocks.of(group))))
            .toList();
    CopyConfig copy = config.copy();
    return new LeveeEngine(
        groups, copy.settings(), copy.threads(), new Daemon(time, new ProcessIdentity()));
  }
}
