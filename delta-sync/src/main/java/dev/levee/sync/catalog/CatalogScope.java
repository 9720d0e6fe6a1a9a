package dev.levee.sync.catalog;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which assets are replicated: these catalogs with everything in them, and the metastore's external
 * locations and credentials.
 *
 * @param catalogs the catalogs' names
 */
public record CatalogScope(SortedSet<String> catalogs) {
  /** Checks that there is a catalog. */
  public CatalogScope {
    catalogs = Collections.unmodifiableSortedSet(new TreeSet<>(catalogs));
    if (catalogs.isEmpty()) {
      throw new IllegalArgumentException("a scope names at least one catalog");
    }
  }

  /** Whether a catalog is replicated. */
  public boolean includes(String catalog) {
    return catalogs.contains(catalog);
  }
}
