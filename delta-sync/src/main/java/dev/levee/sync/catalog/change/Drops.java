package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.Volume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which registrations go, from the inside out. What a server would delete files for, what has
 * another location than the replica's, and what holds something that is not Levee's, stays.
 */
final class Drops {
  private final Function<String, Optional<String>> translatedLocation;
  private final PresentCatalog present;
  private final Collection<Misfit> misfits;

  Drops(
      Function<String, Optional<String>> translatedLocation,
      PresentCatalog present,
      Collection<Misfit> misfits) {
    this.translatedLocation = translatedLocation;
    this.present = present;
    this.misfits = misfits;
  }

  /**
   * An asset that is gone from the primary.
   *
   * @param id by the name that the secondary has it under
   * @param known as the replica knows it
   */
  record Retired(AssetId id, CatalogEntry known) {}

  /** Plans, and takes the assets out of the present catalog. */
  List<CatalogChange> plan(List<Retired> retired) {
    List<Retired> insideOut = new ArrayList<>(retired);
    insideOut.sort(Comparator.comparing(Retired::id).reversed());
    List<CatalogChange> drops = new ArrayList<>();
    for (Retired asset : insideOut) {
      CatalogEntry is = present.find(asset.id()).orElseThrow();
      Optional<Misfit> reason = staysBecause(asset, is);
      if (reason.isPresent()) {
        misfits.add(reason.get());
      } else {
        drops.add(new CatalogChange.Drop(is));
        present.drop(asset.id());
      }
    }
    return drops;
  }

  private Optional<Misfit> staysBecause(Retired retired, CatalogEntry is) {
    AssetId id = retired.id();
    if (isManaged(is.asset())) {
      return Optional.of(
          Misfit.of(
              id,
              CatalogError.UNSUPPORTED_FEATURE,
              "dropped in the primary; it is managed here and its files would go with it, so it stays"));
    }
    Optional<String> known = location(retired.known().asset()).flatMap(translatedLocation);
    Optional<String> now = location(is.asset()).map(CatalogLocation::normalized);
    if (known.isPresent() && now.isPresent() && !known.equals(now)) {
      return Optional.of(
          Misfit.of(
              id,
              CatalogError.CATALOG_CONFLICT,
              "dropped in the primary; here it is at %s by now, so it stays".formatted(now.get())));
    }
    List<AssetId> inside = present.within(id);
    boolean isContainer = id.kind() == AssetKind.CATALOG || id.kind() == AssetKind.SCHEMA;
    return isContainer && !inside.isEmpty()
        ? Optional.of(
            Misfit.of(
                id,
                CatalogError.CATALOG_CONFLICT,
                "dropped in the primary; here it holds %s, so it stays".formatted(inside.get(0))))
        : Optional.empty();
  }

  private static boolean isManaged(CatalogAsset asset) {
    return (asset instanceof Table table && !table.type().equals(Table.EXTERNAL))
        || (asset instanceof Volume volume && !volume.type().equals(Table.EXTERNAL));
  }

  private static Optional<String> location(CatalogAsset asset) {
    if (asset instanceof Table table) {
      return Optional.of(table.location());
    }
    return asset instanceof Volume volume ? Optional.of(volume.location()) : Optional.empty();
  }
}
