package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.Catalog;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Schema;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.Volume;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An asset of one region, as it shall be in the other one: at its mapped location, external, and
 * only once its data is live there.
 */
public final class Translation {
  private final LocationMappings mappings;
  private final RegionName from;
  private final RegionName to;
  private final Predicate<Location> isLive;

  /**
   * Between two regions.
   *
   * @param isLive whether the Delta table with this root, as a prefix of region {@code from}, can
   *     be read in region {@code to}
   */
  public Translation(
      LocationMappings mappings, RegionName from, RegionName to, Predicate<Location> isLive) {
    this.mappings = mappings;
    this.from = from;
    this.to = to;
    this.isLive = isLive;
  }

  /** The entry in the other region's terms, and what of it does not carry over. */
  public Fit translated(CatalogEntry entry) {
    CatalogAsset asset = withoutServerProperties(entry.asset());
    if (asset instanceof Catalog catalog) {
      return root(entry, asset, catalog.storageRoot());
    }
    if (asset instanceof Schema schema) {
      return root(entry, asset, schema.storageRoot());
    }
    if (asset instanceof ExternalLocation location) {
      return mapped(entry, location.url(), url -> location.at(url), List.of());
    }
    if (asset instanceof Table table) {
      return table(entry, table);
    }
    if (asset instanceof Volume volume) {
      List<Misfit> asExternal =
          volume.type().equals(Table.MANAGED) ? List.of(external(entry)) : List.of();
      return mapped(
          entry, volume.location(), place -> volume.at(Table.EXTERNAL, place), asExternal);
    }
    return new Fit(Optional.of(entry.with(asset)), List.of());
  }

  /** Where an asset's location lies in the other region, as catalogs write it. */
  public Optional<String> location(String text) {
    return CatalogLocation.parsed(text)
        .flatMap(place -> mappings.map(place, from, to))
        .map(CatalogLocation::text);
  }

  private Fit root(CatalogEntry entry, CatalogAsset asset, String root) {
    if (root.isEmpty()) {
      return new Fit(Optional.of(entry.with(asset)), List.of());
    }
    Optional<String> mapped = location(root);
    List<Misfit> misfits =
        mapped.isPresent()
            ? List.of()
            : List.of(
                Misfit.of(
                    entry.id(),
                    Attribute.STORAGE_ROOT,
                    CatalogError.MISSING_EXTERNAL_LOCATION,
                    "no location mapping covers the storage root " + root));
    CatalogAsset translated =
        asset instanceof Catalog catalog
            ? new Catalog(catalog.name(), catalog.details(), mapped.orElse(""))
            : new Schema(asset.name(), asset.details(), mapped.orElse(""));
    return new Fit(Optional.of(entry.with(translated)), misfits);
  }

  private Fit table(CatalogEntry entry, Table table) {
    if (!table.isPlain()) {
      return misfit(
          entry, CatalogError.UNSUPPORTED_FEATURE, "a %s is not replicated", table.type());
    }
    List<Misfit> asExternal =
        table.type().equals(Table.MANAGED) ? List.of(external(entry)) : List.of();
    if (table.isDelta()) {
      Optional<Location> root =
          CatalogLocation.parsed(table.location())
              .filter(r -> mappings.map(r, from, to).isPresent());
      if (root.isPresent() && !isLive.test(root.get())) {
        return misfit(entry, CatalogError.NOT_LIVE_YET, "no data of it in %s yet", to.toString());
      }
    }
    return mapped(entry, table.location(), place -> table.at(Table.EXTERNAL, place), asExternal);
  }

  private Misfit external(CatalogEntry entry) {
    return Misfit.of(
        entry.id(),
        Attribute.TYPE,
        CatalogError.UNSUPPORTED_FEATURE,
        "managed in %s, external in %s: a catalog chooses its managed locations itself"
            .formatted(from, to));
  }

  private Fit mapped(
      CatalogEntry entry,
      String text,
      java.util.function.Function<String, CatalogAsset> at,
      List<Misfit> misfits) {
    Optional<String> place = location(text);
    if (place.isEmpty()) {
      return misfit(
          entry, CatalogError.MISSING_EXTERNAL_LOCATION, "no location mapping covers '%s'", text);
    }
    return new Fit(Optional.of(entry.with(at.apply(place.get()))), misfits);
  }

  private static Fit misfit(
      CatalogEntry entry, CatalogError error, String message, String argument) {
    return new Fit(
        Optional.empty(), List.of(Misfit.of(entry.id(), error, message.formatted(argument))));
  }

  /** Identifiers that one server gave mean nothing to another. */
  private static CatalogAsset withoutServerProperties(CatalogAsset asset) {
    TreeMap<String, String> properties = new TreeMap<>(asset.details().properties());
    boolean changed = properties.keySet().removeIf(Differences::isServerProperty);
    return changed ? asset.with(asset.details().withProperties(properties)) : asset;
  }
}
