package dev.levee.sync.catalog.apply;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.change.CatalogChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a catalog is known to hold since it was last read whole: that, what was read back after each
 * change, and what it would not take. It saves reading it again before each change, and is thrown
 * away from time to time, since others may change the catalog too. Not safe for use by many
 * threads.
 */
public final class TargetMemory {
  private final TreeMap<AssetId, CatalogEntry> present;
  private final Map<AssetId, Map<Attribute, String>> kept = new HashMap<>();
  private final Map<AssetId, CatalogChange> refused = new HashMap<>();
  private final Map<AssetId, List<Misfit>> misfits = new TreeMap<>();

  /** Begins with what was read. */
  public TargetMemory(CatalogSnapshot read) {
    this.present = new TreeMap<>(read.entries());
  }

  /** What the catalog holds. */
  public CatalogSnapshot snapshot() {
    return CatalogSnapshot.of(present.values());
  }

  /** What it did not keep of what was written, by asset: the values that were wanted. */
  public Map<AssetId, Map<Attribute, String>> kept() {
    return kept;
  }

  /** What was found out by writing. */
  public List<Misfit> misfits() {
    return misfits.values().stream().flatMap(Collection::stream).toList();
  }

  /** What a catalog or schema holds, at any depth. */
  List<AssetId> within(AssetId container) {
    return present.keySet().stream().filter(id -> id.isWithin(container)).toList();
  }

  /** Whether the same change was refused before. */
  boolean isRefused(CatalogChange change) {
    return change.equals(refused.get(change.id()));
  }

  /** A change begins: what was known of the asset's last one no longer counts. */
  void begins(CatalogChange change) {
    kept.remove(change.id());
    refused.remove(change.id());
    misfits.remove(change.id());
  }

  void refused(CatalogChange change) {
    refused.put(change.id(), change);
  }

  void misfit(Misfit misfit) {
    misfits.computeIfAbsent(misfit.asset(), any -> new ArrayList<>()).add(misfit);
  }

  boolean hasMisfit(AssetId id, Attribute attribute) {
    return misfits.getOrDefault(id, List.of()).stream()
        .anyMatch(misfit -> misfit.attribute().equals(Optional.of(attribute)));
  }

  void notKept(AssetId id, Attribute attribute, String wanted) {
    kept.computeIfAbsent(id, any -> new HashMap<>()).put(attribute, wanted);
  }

  void readBack(AssetId id, Optional<CatalogEntry> entry) {
    present.remove(id);
    entry.ifPresent(there -> present.put(id, there));
  }
}
