package dev.levee.sync.catalog.apply;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.change.CatalogChange;
import dev.levee.sync.catalog.change.Differences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Makes changes, one after the other, and reads each asset back. What the catalog refuses is said
 * of the asset, and the next change is made; a catalog that cannot be reached, or refuses
 * everything, ends it. Safe to break off anywhere: the next plan begins from what is there.
 */
public final class CatalogApplication {
  private static final int REFUSALS_IN_A_ROW = 20;
  private static final Set<AssetKind> REPLACEABLE =
      Set.of(AssetKind.TABLE, AssetKind.VIEW, AssetKind.VOLUME, AssetKind.FUNCTION);

  private final CatalogTarget target;
  private final TargetMemory memory;
  private final BooleanSupplier goOn;
  private int denied;

  /**
   * Makes changes to a catalog.
   *
   * @param memory what it holds; kept up to date
   * @param goOn asked before each change
   */
  public CatalogApplication(CatalogTarget target, TargetMemory memory, BooleanSupplier goOn) {
    this.target = target;
    this.memory = memory;
    this.goOn = goOn;
  }

  /**
   * Makes changes in order.
   *
   * @return how many were made
   * @throws CatalogException when the catalog cannot be reached, or asks to slow down
   */
  public int apply(List<CatalogChange> changes) {
    int made = 0;
    for (CatalogChange change : changes) {
      if (!goOn.getAsBoolean()) {
        return made;
      }
      if (!memory.isRefused(change) && made(change)) {
        made++;
      }
    }
    return made;
  }

  private boolean made(CatalogChange change) {
    memory.begins(change);
    try {
      make(change);
      denied = 0;
      return true;
    } catch (CatalogException e) {
      if (!isAboutTheAsset(e)) {
        throw e;
      }
      memory.refused(change);
      memory.misfit(Misfit.of(change.id(), error(e), change.described() + ": " + e.getMessage()));
      return false;
    }
  }

  private boolean isAboutTheAsset(CatalogException e) {
    return switch (e.kind()) {
      case TRANSIENT, THROTTLED -> false;
      case ACCESS_DENIED -> ++denied < REFUSALS_IN_A_ROW;
      case NOT_FOUND, ALREADY_EXISTS, REFUSED -> true;
    };
  }

  private static CatalogError error(CatalogException e) {
    return switch (e.kind()) {
      case TRANSIENT -> CatalogError.NETWORK_SETUP_ERROR;
      case THROTTLED -> CatalogError.REQUEST_LIMIT_EXCEEDED;
      case ACCESS_DENIED -> CatalogError.ACCESS_DENIED;
      case NOT_FOUND -> CatalogError.MISSING_DEPENDENCY;
      case ALREADY_EXISTS -> CatalogError.CATALOG_CONFLICT;
      case REFUSED -> CatalogError.REFUSED;
    };
  }

  private void make(CatalogChange change) {
    if (change instanceof CatalogChange.Rename rename) {
      rename(rename);
    } else if (change instanceof CatalogChange.Drop drop) {
      target.drop(drop.present().asset());
      memory.readBack(drop.id(), target.find(drop.id()));
    } else if (change instanceof CatalogChange.Create create) {
      target.create(create.desired().asset());
      settle(Grants.NONE, create.desired());
    } else if (change instanceof CatalogChange.Update update) {
      update(update);
    } else if (change instanceof CatalogChange.Grant grant) {
      grants(grant.id(), grant.present(), grant.desired());
      readBack(grant.id(), Optional.empty(), grant.desired());
    }
  }

  /** What cannot be renamed is dropped here, and created under its new name by the next plan. */
  private void rename(CatalogChange.Rename rename) {
    Optional<CatalogEntry> old = target.find(rename.from());
    if (old.isPresent() && !target.rename(rename.from(), rename.to())) {
      if (!REPLACEABLE.contains(rename.from().kind())) {
        throw new CatalogException(
            CatalogException.Kind.REFUSED,
            "%s cannot rename %s".formatted(target.place(), rename.from()));
      }
      target.drop(old.get().asset());
    }
    for (AssetId id : memory.within(rename.from())) {
      memory.readBack(id, Optional.empty());
      AssetId moved = id.movedWith(rename.from().name(), rename.to());
      memory.readBack(moved, target.find(moved));
    }
    memory.readBack(rename.from(), target.find(rename.from()));
    memory.readBack(rename.id(), target.find(rename.id()));
  }

  private void update(CatalogChange.Update update) {
    CatalogAsset desired = update.desired().asset();
    Grants present = update.present().grants();
    if (!Differences.between(update.present().asset(), desired).isEmpty()
        && !target.update(update.present().asset(), desired)) {
      replace(update.present().asset(), desired);
      present = Grants.NONE;
    }
    settle(present, update.desired());
  }

  private void replace(CatalogAsset present, CatalogAsset desired) {
    if (!REPLACEABLE.contains(desired.kind())) {
      throw new CatalogException(
          CatalogException.Kind.REFUSED,
          "%s cannot change %s of %s"
              .formatted(
                  target.place(), Differences.between(present, desired).keySet(), desired.id()));
    }
    target.drop(present);
    memory.readBack(desired.id(), Optional.empty());
    target.create(desired);
  }

  private void settle(Grants present, CatalogEntry desired) {
    grants(desired.id(), present, desired.grants());
    readBack(desired.id(), Optional.of(desired.asset()), desired.grants());
  }

  /** One principal at a time, so that one whom the catalog does not know keeps nobody else out. */
  private void grants(AssetId id, Grants present, Grants desired) {
    Set<String> principals = new TreeSet<>(present.byPrincipal().keySet());
    principals.addAll(desired.byPrincipal().keySet());
    for (String principal : principals) {
      if (!present.of(principal).equals(desired.of(principal))) {
        try {
          target.grant(id, only(principal, present), only(principal, desired));
        } catch (CatalogException e) {
          if (!isAboutTheAsset(e)) {
            throw e;
          }
          CatalogError error =
              e.kind() == CatalogException.Kind.NOT_FOUND
                  ? CatalogError.UNKNOWN_PRINCIPAL
                  : error(e);
          memory.misfit(Misfit.of(id, Attribute.GRANTS, error, e.getMessage()));
        }
      }
    }
  }

  private static Grants only(String principal, Grants grants) {
    TreeMap<String, SortedSet<String>> one = new TreeMap<>();
    one.put(principal, grants.of(principal));
    return new Grants(one);
  }

  /** A "200" proves nothing: servers ignore what they do not know. */
  private void readBack(AssetId id, Optional<CatalogAsset> desired, Grants grants) {
    Optional<CatalogEntry> found = target.find(id);
    memory.readBack(id, found);
    if (found.isEmpty()) {
      throw new CatalogException(
          CatalogException.Kind.REFUSED,
          "%s says that it is done, and has no %s".formatted(target.place(), id));
    }
    Map<Attribute, String> differing =
        desired.map(asset -> Differences.between(found.get().asset(), asset)).orElseGet(Map::of);
    differing.forEach((attribute, wanted) -> notKept(id, attribute, wanted));
    if (!found.get().grants().equals(grants)) {
      grantsNotKept(id, grants);
    }
  }

  private void grantsNotKept(AssetId id, Grants wanted) {
    if (memory.hasMisfit(id, Attribute.GRANTS)) {
      memory.notKept(id, Attribute.GRANTS, wanted.canonical());
    } else {
      notKept(id, Attribute.GRANTS, wanted.canonical());
    }
  }

  private void notKept(AssetId id, Attribute attribute, String wanted) {
    memory.notKept(id, attribute, wanted);
    memory.misfit(
        Misfit.of(
            id,
            attribute,
            CatalogError.REFUSED,
            "%s took it without an error and did not keep it".formatted(target.place())));
  }
}
