package dev.levee.sync.catalog.unity;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads everything in scope once: the assets first, then what was granted on each. */
final class CatalogReading {
  private static final List<AssetKind> IN_SCHEMAS =
      List.of(AssetKind.TABLE, AssetKind.VOLUME, AssetKind.FUNCTION, AssetKind.REGISTERED_MODEL);

  private static final List<AssetKind> AT_TOP =
      List.of(AssetKind.EXTERNAL_LOCATION, AssetKind.CREDENTIAL);

  private final EntryReader reader;
  private final ParallelReads parallel;
  private final List<CatalogEntry> assets = new ArrayList<>();
  private final SortedMap<AssetKind, String> unread = new TreeMap<>();

  CatalogReading(EntryReader reader, ParallelReads parallel) {
    this.reader = reader;
    this.parallel = parallel;
  }

  CatalogSnapshot read(CatalogScope scope) {
    for (String name : scope.catalogs()) {
      readCatalog(AssetId.of(AssetKind.CATALOG, name));
    }
    AT_TOP.forEach(this::readTop);
    SortedMap<AssetId, CatalogEntry> entries = new TreeMap<>();
    parallel
        .each(assets, reader::withGrants)
        .forEach(found -> found.ifPresent(entry -> entries.put(entry.id(), entry)));
    withoutOrphans(entries);
    return new CatalogSnapshot(entries, unread);
  }

  private void readCatalog(AssetId id) {
    Optional<CatalogEntry> catalog = reader.asset(id);
    if (catalog.isEmpty()) {
      return;
    }
    Optional<List<CatalogEntry>> schemas = reader.within(id, AssetKind.SCHEMA);
    if (schemas.isEmpty()) {
      return;
    }
    assets.add(catalog.get());
    parallel.each(schemas.get(), this::withContents).forEach(assets::addAll);
  }

  /** A schema and what it holds; nothing when it is dropped meanwhile. */
  private List<CatalogEntry> withContents(CatalogEntry schema) {
    List<CatalogEntry> all = new ArrayList<>(List.of(schema));
    for (AssetKind kind : IN_SCHEMAS) {
      Optional<List<CatalogEntry>> found = reader.within(schema.id(), kind);
      if (found.isEmpty()) {
        return List.of();
      }
      all.addAll(found.get());
    }
    return all;
  }

  /** One broken location makes its whole listing fail for ever: that holds up nothing else. */
  private void readTop(AssetKind kind) {
    try {
      assets.addAll(reader.atTop(kind));
    } catch (CatalogException e) {
      switch (e.kind()) {
        case TRANSIENT, THROTTLED -> throw e;
        case ACCESS_DENIED, NOT_FOUND, ALREADY_EXISTS, REFUSED -> unread.put(kind, e.getMessage());
      }
    }
  }

  /** What was dropped with its catalog or schema while grants were read. */
  private static void withoutOrphans(SortedMap<AssetId, CatalogEntry> entries) {
    for (AssetKind kind : AssetKind.values()) {
      entries
          .keySet()
          .removeIf(
              id ->
                  id.kind() == kind
                      && id.parent().isPresent()
                      && !entries.containsKey(id.parent().get()));
    }
  }
}
