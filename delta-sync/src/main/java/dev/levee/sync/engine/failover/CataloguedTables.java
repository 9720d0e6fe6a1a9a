package dev.levee.sync.engine.failover;

import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.change.CatalogLocation;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.TableId;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.StoreException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The Delta tables that a group replicates because a catalog names them, by the durable replicas
 * alone: no catalog server is asked. Tables that were dropped lately are among them.
 */
final class CataloguedTables {
  private final GroupSpec spec;
  private final CatalogSpec catalog;

  CataloguedTables(GroupSpec spec, CatalogSpec catalog) {
    this.spec = spec;
    this.catalog = catalog;
  }

  /**
   * Those that have a log in a region.
   *
   * @param isPrimary whether it is the primary: then the other region has the newest replica, else
   *     the region itself
   * @throws StoreException when the region, or its newest replica, cannot be read
   */
  Set<TableId> in(RegionSpec region, boolean isPrimary) {
    RegionName name = region.name();
    RegionName newest = isPrimary ? spec.otherThan(name).name() : name;
    RegionName older = isPrimary ? name : spec.otherThan(name).name();
    Set<TableId> tables = new TreeSet<>(tables(newest, true));
    tables.addAll(tables(older, false));
    tables.removeIf(table -> !hasLog(region, table));
    return tables;
  }

  private boolean hasLog(RegionSpec region, TableId table) {
    Location log = spec.mappings().root(table, region.name()).resolve(LogListing.LOG_FOLDER);
    return new Listing(region.store(), ListRequest.everythingBelow(log)).hasNext();
  }

  private Set<TableId> tables(RegionName region, boolean needed) {
    Set<TableId> tables = new TreeSet<>();
    try {
      catalog
          .side(region)
          .replica()
          .latest()
          .map(Versioned::replica)
          .ifPresent(replica -> ids(replica).forEach(tables::add));
    } catch (CatalogException e) {
      if (needed) {
        throw new StoreException(StoreException.Kind.TRANSIENT, e.getMessage(), e);
      }
    }
    return tables;
  }

  private Stream<TableId> ids(CatalogReplica replica) {
    RegionName primary = new RegionName(replica.primary());
    return replica.entries().values().stream()
        .map(ReplicaEntry::entry)
        .flatMap(entry -> entry.asset() instanceof Table table ? Stream.of(table) : Stream.empty())
        .filter(table -> table.isPlain() && table.isDelta())
        .map(Table::location)
        .map(CatalogLocation::parsed)
        .flatMap(Optional::stream)
        .map(root -> spec.mappings().table(root, primary))
        .flatMap(Optional::stream);
  }
}
