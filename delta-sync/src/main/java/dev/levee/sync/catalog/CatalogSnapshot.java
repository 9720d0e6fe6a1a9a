package dev.levee.sync.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a catalog holds, as it was read. Reading takes many requests, so it is no snapshot in the
 * sense of a transaction: what is changed meanwhile may or may not be in it, and is seen by the
 * next one.
 *
 * @param entries the assets in scope
 * @param unread kinds that could not be read though the rest could, and why: nothing may be
 *     concluded from their absence
 */
public record CatalogSnapshot(
    SortedMap<AssetId, CatalogEntry> entries, SortedMap<AssetKind, String> unread) {
  /** A catalog that holds nothing. */
  public static final CatalogSnapshot EMPTY = of(List.of());

  /** Copies the maps. */
  public CatalogSnapshot {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    unread = Collections.unmodifiableSortedMap(new TreeMap<>(unread));
  }

  /** A snapshot of these entries, all of which could be read. */
  public static CatalogSnapshot of(Collection<CatalogEntry> entries) {
    TreeMap<AssetId, CatalogEntry> sorted = new TreeMap<>();
    entries.forEach(entry -> sorted.put(entry.id(), entry));
    return new CatalogSnapshot(sorted, new TreeMap<>());
  }
}
