package dev.levee.sync.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the durable replica holds at one version.
 *
 * @param epoch the group's epoch in which it was written; 0 for a replica that was never written
 * @param primary the region whose catalog it is a replica of; empty when never written
 * @param entries its assets, dropped ones within their grace period included
 */
public record CatalogReplica(long epoch, String primary, SortedMap<AssetId, ReplicaEntry> entries) {
  /** A replica that was never written. */
  public static final CatalogReplica NONE = of(0, "", List.of());

  /** Copies the map. */
  public CatalogReplica {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** A replica of these entries. */
  public static CatalogReplica of(long epoch, String primary, Collection<ReplicaEntry> entries) {
    TreeMap<AssetId, ReplicaEntry> sorted = new TreeMap<>();
    entries.forEach(entry -> sorted.put(entry.id(), entry));
    return new CatalogReplica(epoch, primary, sorted);
  }
}
