package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.ReplicaEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be done about the secondary's catalog.
 *
 * @param changes what to change, in order
 * @param misfits what is not changed, and why
 * @param entries the replica's entries as they are to be saved before the first change: what Levee
 *     sets out to create is marked as its own, what is done with is left out
 */
public record CatalogPlan(
    List<CatalogChange> changes, List<Misfit> misfits, SortedMap<AssetId, ReplicaEntry> entries) {
  /** Copies the collections. */
  public CatalogPlan {
    changes = List.copyOf(changes);
    misfits = List.copyOf(misfits);
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }
}
