package dev.levee.sync.catalog.storage;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogException.Kind;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.CatalogSource;
import dev.levee.sync.catalog.Details;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.log.TableDiscovery;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every Delta table below some prefixes of a store as a catalog: named by its path, with the
 * columns and the properties of its log. Costs one listing of folders, and one listing of each
 * table's log; a log is read only when it has a new version.
 */
public final class StorageCatalog implements CatalogSource {
  private final ObjectStore store;
  private final List<Location> prefixes;
  private final String catalog;
  private final LoggedTables tables;

  /**
   * A catalog of what lies in a store, which the caller closes.
   *
   * @param catalog the name it gets
   */
  public StorageCatalog(ObjectStore store, List<Location> prefixes, String catalog) {
    this.store = store;
    this.prefixes = List.copyOf(prefixes);
    this.catalog = catalog;
    this.tables = new LoggedTables(store);
  }

  @Override
  public CatalogSnapshot read(CatalogScope scope) {
    if (!scope.includes(catalog)) {
      return CatalogSnapshot.EMPTY;
    }
    return asked(
        () -> {
          List<CatalogAsset> assets = new ArrayList<>();
          roots().forEach((name, root) -> tables.table(name, root).ifPresent(assets::add));
          List<CatalogEntry> entries = new ArrayList<>();
          containers(assets).forEach(container -> entries.add(entry(container)));
          assets.forEach(table -> entries.add(entry(table)));
          return CatalogSnapshot.of(entries);
        });
  }

  private List<CatalogAsset> containers(List<CatalogAsset> tables) {
    List<CatalogAsset> containers = new ArrayList<>();
    containers.add(new Catalog(AssetName.of(catalog), Details.NONE, ""));
    tables.stream()
        .map(table -> table.name().parent().orElseThrow())
        .distinct()
        .forEach(schema -> containers.add(new Schema(schema, Details.NONE, "")));
    return containers;
  }

  /** Without an identifier: a copied log has its original's, so it proves no rename. */
  private static CatalogEntry entry(CatalogAsset asset) {
    return new CatalogEntry(asset, "", Grants.NONE);
  }

  @Override
  public Optional<CatalogEntry> find(AssetId id) {
    return asked(
        () -> {
          Map<AssetName, Location> roots = roots();
          if (id.kind() == AssetKind.TABLE) {
            return Optional.ofNullable(roots.get(id.name()))
                .flatMap(root -> tables.table(id.name(), root))
                .map(StorageCatalog::entry);
          }
          return containers(tables(roots)).stream()
              .filter(container -> container.id().equals(id))
              .findFirst()
              .map(StorageCatalog::entry);
        });
  }

  private List<CatalogAsset> tables(Map<AssetName, Location> roots) {
    List<CatalogAsset> found = new ArrayList<>();
    roots.forEach((name, root) -> tables.table(name, root).ifPresent(found::add));
    return found;
  }

  private Map<AssetName, Location> roots() {
    TableDiscovery discovery = new TableDiscovery(store);
    Map<Location, String> pathByRoot = new TreeMap<>();
    for (Location prefix : prefixes) {
      for (Location root : discovery.below(prefix)) {
        pathByRoot.put(root, root.relativeTo(prefix).orElseThrow());
      }
    }
    return StorageNames.of(catalog, pathByRoot);
  }

  private static <T> T asked(java.util.function.Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      Kind kind =
          switch (e.kind()) {
            case THROTTLED -> Kind.THROTTLED;
            case ACCESS_DENIED, NO_SUCH_BUCKET -> Kind.ACCESS_DENIED;
            case TRANSIENT, NOT_FOUND, CHANGED, ARCHIVED, UNSUPPORTED, INVALID -> Kind.TRANSIENT;
          };
      throw new CatalogException(kind, e.getMessage(), e);
    }
  }

  @Override
  public String place() {
    return "tables below " + String.join(", ", prefixes.stream().map(Location::toString).toList());
  }

  @Override
  public void close() {}
}
