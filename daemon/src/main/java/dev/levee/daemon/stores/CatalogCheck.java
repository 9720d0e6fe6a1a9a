package dev.levee.daemon.stores;

import dev.levee.daemon.StoreProbe.Finding;
import dev.levee.daemon.config.GroupConfig;
import dev.levee.daemon.config.LeveeConfig;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.engine.CatalogSpec.Origin;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the catalog servers for the catalogs that are to be replicated: whether they answer, take
 * the token, and show the catalogs of the primary. Only reads.
 */
final class CatalogCheck {
  private final LeveeConfig config;
  private final Catalogs catalogs;

  CatalogCheck(LeveeConfig config, Time time) {
    this.config = config;
    this.catalogs = new Catalogs(config, time);
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    for (GroupConfig group : config.groups()) {
      for (RegionName region : group.regions()) {
        group.catalogs().stream()
            .flatMap(assets -> assets.policy().scope().catalogs().stream())
            .forEach(name -> finding(group, region, name).ifPresent(findings::add));
      }
    }
    return findings;
  }

  private Optional<Finding> finding(GroupConfig group, RegionName region, String name) {
    Optional<CatalogTarget> server = catalogs.server(region);
    if (server.isEmpty()) {
      return Optional.empty();
    }
    boolean isSource =
        group.initialPrimaryRegion().equals(region)
            && group.catalogs().orElseThrow().origin() == Origin.SERVER;
    String subject = region + " catalog " + name;
    try (CatalogTarget asked = server.get()) {
      boolean there = asked.find(AssetId.of(AssetKind.CATALOG, name)).isPresent();
      String seen =
          there
              ? "%s has it".formatted(asked.place())
              : "%s answers and has none of that name".formatted(asked.place());
      return Optional.of(new Finding(subject, there || !isSource, seen));
    } catch (CatalogException e) {
      return Optional.of(new Finding(subject, false, e.getMessage()));
    }
  }
}
