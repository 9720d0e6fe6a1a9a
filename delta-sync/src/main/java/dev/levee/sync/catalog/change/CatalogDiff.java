package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.ExternalLocation;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Registration;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What to change in the secondary's catalog, so that it shows what the replica holds: renames, then
 * drops from the inside out, then what is created or changed in an order in which everything finds
 * what it refers to. Only what Levee has created is changed or dropped.
 */
public final class CatalogDiff {
  private final SortedMap<AssetId, ReplicaEntry> entries;
  private final Terms terms;
  private final PresentCatalog present;
  private final Renames renames;
  private final List<CatalogChange> changes = new ArrayList<>();
  private final List<Misfit> misfits = new ArrayList<>();
  private final TreeMap<AssetId, ReplicaEntry> saved;
  private final TreeMap<AssetId, CatalogEntry> desired = new TreeMap<>();
  private final TreeMap<AssetId, CatalogEntry> whole = new TreeMap<>();
  private final TreeMap<AssetId, AssetId> replicaIds = new TreeMap<>();

  /**
   * In whose terms the replica's entries are compared with the secondary's catalog.
   *
   * @param translation from the primary's to the secondary's
   * @param fitOnTarget what the secondary's catalog can hold
   * @param isInScope whether a catalog of this name is replicated
   * @param isOver whether an entry's grace period is over
   * @param kept what the secondary's catalog did not keep when it was last written, by asset; it is
   *     not written again
   */
  public record Terms(
      Translation translation,
      Function<CatalogEntry, Fit> fitOnTarget,
      Predicate<String> isInScope,
      Predicate<ReplicaEntry> isOver,
      Map<AssetId, Map<Attribute, String>> kept) {}

  private CatalogDiff(
      SortedMap<AssetId, ReplicaEntry> entries, CatalogSnapshot target, Terms terms) {
    this.entries = entries;
    this.terms = terms;
    this.present = new PresentCatalog(target);
    this.renames = new Renames(entries, present);
    this.saved = new TreeMap<>(entries);
  }

  /**
   * Plans.
   *
   * @param entries what the replica holds
   * @param target what the secondary's catalog holds
   */
  public static CatalogPlan plan(
      SortedMap<AssetId, ReplicaEntry> entries, CatalogSnapshot target, Terms terms) {
    return new CatalogDiff(entries, target, terms).plan();
  }

  /** What remains of entries for which there is no server: the replica itself, without the past. */
  public static SortedMap<AssetId, ReplicaEntry> withoutServer(
      SortedMap<AssetId, ReplicaEntry> entries, Predicate<ReplicaEntry> isOver) {
    TreeMap<AssetId, ReplicaEntry> remaining = new TreeMap<>(entries);
    remaining.values().removeIf(entry -> entry.droppedAt().isPresent() && isOver.test(entry));
    return remaining;
  }

  private CatalogPlan plan() {
    changes.addAll(renames.plan());
    translate();
    changes.addAll(new Drops(this::translatedLocation, present, misfits).plan(retired()));
    ViewOrder.of(desired).forEach(id -> compare(entries.get(replicaIds.get(id)), desired.get(id)));
    return new CatalogPlan(changes, misfits, saved);
  }

  private void translate() {
    for (ReplicaEntry entry : entries.values()) {
      if (entry.droppedAt().isPresent() || entry.id().kind() == AssetKind.CREDENTIAL) {
        continue;
      }
      Fit translated = terms.translation().translated(entry.entry());
      misfits.addAll(translated.misfits());
      translated.entry().ifPresent(there -> fit(there));
    }
  }

  /** What could not be created there, but is there, only has its grants changed. */
  private void fit(CatalogEntry translated) {
    Fit fit = terms.fitOnTarget().apply(translated);
    Optional<CatalogEntry> equal =
        present
            .find(translated.id())
            .filter(is -> Differences.between(is.asset(), translated.asset()).isEmpty());
    if (fit.entry().isEmpty() && equal.isPresent()) {
      desire(translated, equal.get().with(translated.grants()));
      return;
    }
    fit.misfits().stream()
        .filter(misfit -> !isThereAlready(misfit, translated))
        .forEach(misfits::add);
    fit.entry().ifPresent(entry -> desire(translated, entry));
  }

  /** Such as an owner that cannot be set, and is the same by itself. */
  private boolean isThereAlready(Misfit misfit, CatalogEntry translated) {
    return misfit.attribute().isPresent()
        && present
            .find(translated.id())
            .map(is -> is.attributes().get(misfit.attribute().get()))
            .filter(is -> is.equals(translated.attributes().get(misfit.attribute().get())))
            .isPresent();
  }

  /** A server that does not tell names by case may have one name for two assets. */
  private void desire(CatalogEntry translated, CatalogEntry entry) {
    AssetId taken = replicaIds.putIfAbsent(entry.id(), translated.id());
    if (taken == null) {
      desired.put(entry.id(), entry);
      whole.put(entry.id(), translated);
    } else {
      misfits.add(
          Misfit.of(
              translated.id(),
              CatalogError.CATALOG_CONFLICT,
              "has the same name there as " + taken.name()));
    }
  }

  /** What is gone from the primary, by the name that the secondary has it under now. */
  private List<Drops.Retired> retired() {
    List<Drops.Retired> retired = new ArrayList<>();
    for (ReplicaEntry entry : entries.values()) {
      if (entry.droppedAt().isEmpty()) {
        continue;
      }
      AssetId now = renames.presentName(entry.id());
      boolean renamed = renames.newName(entry).isPresent();
      boolean due = renamed || terms.isOver().test(entry) || isNameWanted(now);
      boolean there = present.holds(now) && !desired.containsKey(now);
      if (due && there && entry.registration().isLevees()) {
        retired.add(new Drops.Retired(now, entry.entry()));
      } else if (due) {
        saved.remove(entry.id());
      }
    }
    return retired;
  }

  /** Tables and views share their names. */
  private boolean isNameWanted(AssetId id) {
    AssetKind other =
        id.kind() == AssetKind.TABLE
            ? AssetKind.VIEW
            : id.kind() == AssetKind.VIEW ? AssetKind.TABLE : id.kind();
    return other != id.kind() && desired.containsKey(new AssetId(other, id.name()));
  }

  private Optional<String> translatedLocation(String text) {
    return terms.translation().location(text);
  }

  private void compare(ReplicaEntry entry, CatalogEntry shall) {
    Optional<CatalogEntry> is = present.find(shall.id());
    if (is.isEmpty() && !isCovered(shall)) {
      create(entry, shall);
    } else if (is.isEmpty()) {
      return;
    } else if (entry.registration().isLevees() || renames.isMovedHere(shall.id())) {
      boolean changes = isChanged(is.get(), shall);
      saved.put(entry.id(), entry.with(changes ? Registration.PENDING : Registration.LEVEE));
    } else {
      saved.put(entry.id(), entry.with(Registration.FOREIGN));
      foreign(is.get(), shall);
    }
  }

  /** A path that an external location of the secondary's own covers needs no other one. */
  private boolean isCovered(CatalogEntry shall) {
    return shall.asset() instanceof ExternalLocation location
        && present.externalLocations().stream()
            .anyMatch(own -> CatalogLocation.covers(own.url(), location.url()));
  }

  private void create(ReplicaEntry entry, CatalogEntry shall) {
    Optional<Misfit> missing = missingDependency(shall);
    if (missing.isPresent()) {
      misfits.add(missing.get());
      desired.remove(shall.id());
      replicaIds.remove(shall.id());
      return;
    }
    saved.put(entry.id(), entry.with(Registration.PENDING));
    changes.add(new CatalogChange.Create(shall));
  }

  private Optional<Misfit> missingDependency(CatalogEntry shall) {
    AssetId id = shall.id();
    Optional<AssetId> container = id.parent().filter(parent -> !willBeThere(parent));
    if (container.isPresent()) {
      return Optional.of(
          Misfit.of(id, CatalogError.MISSING_DEPENDENCY, container.get() + " is not there"));
    }
    if (shall.asset() instanceof ExternalLocation location) {
      AssetId credential = AssetId.of(AssetKind.CREDENTIAL, location.credentialName());
      return present.holds(credential)
          ? Optional.empty()
          : Optional.of(
              Misfit.of(
                  id,
                  CatalogError.MISSING_DEPENDENCY,
                  "%s is not there; credentials are not replicated, create it there"
                      .formatted(credential)));
    }
    CatalogAsset replica = entries.get(replicaIds.get(id)).entry().asset();
    return replica instanceof View view ? missingDependency(id, view) : Optional.empty();
  }

  private Optional<Misfit> missingDependency(AssetId id, View view) {
    return view.dependencies().stream()
        .filter(dependency -> !willBeThere(dependency))
        .findFirst()
        .map(
            dependency ->
                Misfit.of(
                    id,
                    CatalogError.MISSING_DEPENDENCY,
                    terms.isInScope().test(dependency.name().first())
                        ? "it depends on %s, which is not there".formatted(dependency)
                        : "it depends on %s, whose catalog is not in the scope"
                            .formatted(dependency)));
  }

  private boolean willBeThere(AssetId id) {
    boolean named = desired.containsKey(id) || replicaIds.containsValue(id) || present.holds(id);
    return named
        || (id.kind() == AssetKind.TABLE && willBeThere(new AssetId(AssetKind.VIEW, id.name())));
  }

  /** Plans a change where one is needed. */
  private boolean isChanged(CatalogEntry is, CatalogEntry shall) {
    int planned = changes.size();
    change(is, shall);
    return changes.size() > planned;
  }

  private void change(CatalogEntry is, CatalogEntry shall) {
    Map<Attribute, String> differing = differing(is, shall);
    Map<Attribute, String> notKept = terms.kept().getOrDefault(shall.id(), Map.of());
    differing.entrySet().removeIf(wanted -> wanted.getValue().equals(notKept.get(wanted.getKey())));
    if (!differing.isEmpty()) {
      changes.add(new CatalogChange.Update(is, shall));
    } else if (isOtherwiseGranted(is, shall)
        && !shall.grants().canonical().equals(notKept.get(Attribute.GRANTS))) {
      changes.add(new CatalogChange.Grant(shall.id(), is.grants(), shall.grants()));
    }
  }

  /** What is there whole, though it should not fit, is right too. */
  private Map<Attribute, String> differing(CatalogEntry is, CatalogEntry shall) {
    Map<Attribute, String> differing = Differences.between(is.asset(), shall.asset());
    if (!differing.isEmpty()) {
      CatalogAsset unfitted = whole.get(shall.id()).asset();
      differing.keySet().retainAll(Differences.between(is.asset(), unfitted).keySet());
    }
    return differing;
  }

  private boolean isOtherwiseGranted(CatalogEntry is, CatalogEntry shall) {
    return !is.grants().equals(shall.grants())
        && !is.grants().equals(whole.get(shall.id()).grants());
  }

  private void foreign(CatalogEntry is, CatalogEntry shall) {
    List<Attribute> differing = new ArrayList<>(differing(is, shall).keySet());
    if (isOtherwiseGranted(is, shall)) {
      differing.add(Attribute.GRANTS);
    }
    if (!differing.isEmpty()) {
      misfits.add(
          Misfit.of(
              shall.id(),
              CatalogError.CATALOG_CONFLICT,
              "was there before Levee, with another " + differing));
    }
  }
}
