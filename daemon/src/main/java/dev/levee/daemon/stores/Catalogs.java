package dev.levee.daemon.stores;

import dev.levee.daemon.config.CatalogConfig;
import dev.levee.daemon.config.GroupConfig;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.daemon.config.UnityCatalogAssets;
import dev.levee.sync.catalog.CatalogSource;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.catalog.change.CatalogLocation;
import dev.levee.sync.catalog.durable.DeltaCatalogReplica;
import dev.levee.sync.catalog.durable.ReplicaLocations;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.catalog.storage.StorageCatalog;
import dev.levee.sync.catalog.unity.UnityCatalog;
import dev.levee.sync.catalog.unity.UnityCatalogSettings;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.control.ControlFolder;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts the configured catalog servers, and the durable replicas in the stores, to groups. */
public final class Catalogs {
  private static final Duration RETENTION = Duration.ofDays(30);

  private final LeveeConfig config;
  private final Time time;

  /** Catalogs of a configuration. Nothing is asked of them yet. */
  public Catalogs(LeveeConfig config, Time time) {
    this.config = config;
    this.time = time;
  }

  /** The group with its catalogs, where the configuration has some. */
  GroupSpec added(GroupConfig group, GroupSpec spec) {
    return group.catalogs().map(assets -> spec.with(catalogs(assets, spec))).orElse(spec);
  }

  private CatalogSpec catalogs(UnityCatalogAssets assets, GroupSpec spec) {
    List<Side> sides = spec.regions().stream().map(region -> side(assets, spec, region)).toList();
    return new CatalogSpec(
        assets.policy(), assets.interval(), assets.volumes(), assets.origin(), sides);
  }

  private Side side(UnityCatalogAssets assets, GroupSpec spec, RegionSpec region) {
    Optional<CatalogTarget> server = server(region.name());
    DurableCatalog replica = replica(spec, region);
    if (assets.origin() == CatalogSpec.Origin.SERVER) {
      return new Side(region.name(), server, replica);
    }
    CatalogSource storage =
        new StorageCatalog(
            region.store(),
            spec.discoverIn(region.name()),
            assets.policy().scope().catalogs().first());
    return new Side(region.name(), Optional.of(storage), server, replica);
  }

  /** The catalog server of a region, where it has one; the caller closes it. */
  public Optional<CatalogTarget> server(RegionName region) {
    return config.region(region).catalog().map(this::server);
  }

  private CatalogTarget server(CatalogConfig catalog) {
    UnityCatalogSettings settings =
        UnityCatalogSettings.of(
            catalog.uri(), () -> catalog.token().map(token -> token.get().reveal()).orElse(""));
    return new UnityCatalog(catalog.caseSensitive() ? settings : settings.caseInsensitive(), time);
  }

  /** The durable replica that a group has in a region; the caller closes it. */
  public DurableCatalog replica(GroupSpec spec, RegionSpec region) {
    ReplicaLocations locations =
        (primary, location) ->
            CatalogLocation.parsed(location)
                .flatMap(
                    place ->
                        spec.mappings()
                            .map(
                                place,
                                new RegionName(primary),
                                spec.otherThan(new RegionName(primary)).name()))
                .map(CatalogLocation::text);
    return new DeltaCatalogReplica(
        region.store(),
        ControlFolder.of(region, spec.name()).catalog(),
        new DeltaCatalogReplica.Settings(RETENTION, locations),
        time);
  }
}
