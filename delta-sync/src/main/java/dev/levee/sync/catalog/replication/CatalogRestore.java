package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogReplica;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.apply.CatalogApplication;
import dev.levee.sync.catalog.apply.TargetMemory;
import dev.levee.sync.catalog.change.CatalogChange;
import dev.levee.sync.catalog.change.CatalogDiff;
import dev.levee.sync.catalog.change.CatalogPlan;
import dev.levee.sync.catalog.change.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rebuilds a catalog from a version of the durable replica. Only creates: what is there by that
 * name already stays as it is, and is said where it differs.
 */
public final class CatalogRestore {
  private final CatalogReplica replica;
  private final Translation translation;
  private final CatalogTarget target;
  private final TargetMemory memory;

  /**
   * Reads what the target holds.
   *
   * @param translation from the locations of the replica's primary to those of the region that the
   *     catalog is for
   * @throws CatalogException when the target cannot be read
   */
  public CatalogRestore(CatalogReplica replica, Translation translation, CatalogTarget target) {
    this.replica = replica;
    this.translation = translation;
    this.target = target;
    TreeSet<String> catalogs = new TreeSet<>();
    replica.entries().keySet().stream()
        .filter(id -> id.kind() == AssetKind.CATALOG)
        .forEach(id -> catalogs.add(id.name().first()));
    this.memory =
        new TargetMemory(
            catalogs.isEmpty() ? CatalogSnapshot.EMPTY : target.read(new CatalogScope(catalogs)));
  }

  /**
   * What is to be created, and what cannot be. Changes nothing.
   *
   * @param changes in order
   * @param misfits what is not restored, and why
   */
  public record Preview(List<CatalogChange> changes, List<Misfit> misfits) {}

  /** What {@link #apply} would do. */
  public Preview preview() {
    TreeMap<AssetId, ReplicaEntry> entries = new TreeMap<>();
    replica.entries().values().stream()
        .filter(entry -> entry.droppedAt().isEmpty())
        .forEach(
            entry ->
                entries.put(
                    entry.id(),
                    new ReplicaEntry(entry.entry(), Registration.NONE, Optional.empty())));
    CatalogDiff.Terms terms =
        new CatalogDiff.Terms(
            translation,
            target::fit,
            catalog -> replica.entries().containsKey(AssetId.of(AssetKind.CATALOG, catalog)),
            entry -> false,
            Map.of());
    CatalogPlan plan = CatalogDiff.plan(entries, memory.snapshot(), terms);
    return new Preview(plan.changes(), plan.misfits());
  }

  /**
   * What was done.
   *
   * @param made how many assets were created
   * @param misfits what was not restored, and why
   */
  public record Outcome(int made, List<Misfit> misfits) {}

  /**
   * Creates what is missing. Safe to break off and to repeat.
   *
   * @throws CatalogException when the target cannot be reached
   */
  public Outcome apply(Preview preview) {
    int made = new CatalogApplication(target, memory, () -> true).apply(preview.changes());
    List<Misfit> misfits = new ArrayList<>(preview.misfits());
    misfits.addAll(memory.misfits());
    return new Outcome(made, misfits);
  }
}
