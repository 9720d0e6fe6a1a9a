package dev.levee.sync.catalog.testing;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetKind;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.Attribute;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogError;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.CatalogException.Kind;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.CatalogSnapshot;
import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.Grants;
import dev.levee.sync.catalog.Misfit;
import dev.levee.sync.catalog.Table;
import dev.levee.sync.catalog.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A catalog in memory: keeps containers, names and identifiers as a server does, takes no owners
 * and no comments above a limit, changes only comments in place.
 */
public final class MemoryCatalog implements CatalogTarget {
  /** A longer comment does not fit. */
  public static final int LONGEST_COMMENT = 50;

  private final String place;
  private final TreeMap<AssetId, CatalogEntry> entries = new TreeMap<>();
  private final SortedSet<String> principals = new TreeSet<>();
  private final List<String> requests = new ArrayList<>();
  private int nextId;
  private int failAt = -1;
  private boolean failAfterEffect;
  private boolean isBlind;

  public MemoryCatalog(String place, String... principals) {
    this.place = place;
    this.principals.addAll(List.of(principals));
  }

  /** Every request from the {@code n}-th on, counted from now, finds nobody. */
  public void failAt(int n, boolean afterEffect) {
    requests.clear();
    failAt = n;
    failAfterEffect = afterEffect;
  }

  /** The requests since {@link #failAt} was called last. */
  public List<String> requests() {
    return requests;
  }

  /** Shows nothing any more, without an error, as to somebody who has lost every right. */
  public void blind(boolean blind) {
    isBlind = blind;
  }

  /** Puts an entry in, as a user would; gives it an identifier. */
  public void put(CatalogAsset asset, Grants grants) {
    CatalogEntry known = entries.get(asset.id());
    String id = known == null ? place + "-" + nextId++ : known.serverId();
    entries.put(asset.id(), new CatalogEntry(asset, id, grants));
  }

  /** Takes an entry out, as a user would, with all that it holds. */
  public void remove(AssetId id) {
    entries.keySet().removeIf(held -> held.equals(id) || isWithin(held, id));
  }

  /** Gives an entry another name, as a user would. */
  public void renameByUser(AssetId from, AssetName to) {
    move(from, to);
  }

  public Map<AssetId, CatalogEntry> entries() {
    return entries;
  }

  private void request(String what, Runnable effect) {
    requests.add(what);
    boolean fails = failAt >= 0 && requests.size() > failAt;
    boolean first = fails && requests.size() == failAt + 1;
    if (!fails || (first && failAfterEffect)) {
      effect.run();
    }
    if (fails) {
      throw new CatalogException(Kind.TRANSIENT, place + " does not answer");
    }
  }

  @Override
  public CatalogSnapshot read(CatalogScope scope) {
    request("read", () -> {});
    if (isBlind) {
      return CatalogSnapshot.EMPTY;
    }
    return CatalogSnapshot.of(
        entries.values().stream()
            .filter(
                entry ->
                    entry.id().kind().compareTo(AssetKind.CATALOG) < 0
                        || scope.catalogs().contains(entry.id().name().first()))
            .toList());
  }

  @Override
  public Optional<CatalogEntry> find(AssetId id) {
    request("find " + id, () -> {});
    return isBlind ? Optional.empty() : Optional.ofNullable(entries.get(id));
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Fit fit(CatalogEntry desired) {
    List<Misfit> misfits = new ArrayList<>();
    CatalogAsset asset = desired.asset();
    if (!asset.details().owner().isEmpty()) {
      misfits.add(misfit(asset, Attribute.OWNER, CatalogError.UNSUPPORTED_FEATURE));
      asset = asset.with(asset.details().withOwner(""));
    }
    if (asset.details().comment().length() > LONGEST_COMMENT) {
      misfits.add(misfit(asset, Attribute.COMMENT, CatalogError.VALUE_TOO_LONG));
      asset = asset.with(asset.details().withComment(""));
    }
    return new Fit(Optional.of(desired.with(asset)), misfits);
  }

  private static Misfit misfit(CatalogAsset asset, Attribute attribute, CatalogError error) {
    return Misfit.of(asset.id(), attribute, error, "does not fit");
  }

  @Override
  public void create(CatalogAsset asset) {
    request(
        "create " + asset.id(),
        () -> {
          boolean taken =
              entries.containsKey(asset.id())
                  || (asset.kind() == AssetKind.VIEW
                      && entries.containsKey(new AssetId(AssetKind.TABLE, asset.name())));
          if (taken) {
            throw new CatalogException(Kind.ALREADY_EXISTS, asset.id() + " exists");
          }
          if (asset.id().parent().filter(parent -> !entries.containsKey(parent)).isPresent()) {
            throw new CatalogException(Kind.NOT_FOUND, asset.id() + " has no parent");
          }
          if (asset instanceof View view
              && view.dependencies().stream().anyMatch(on -> !isTableOrView(on.name()))) {
            throw new CatalogException(Kind.NOT_FOUND, asset.id() + " lacks a dependency");
          }
          put(asset, Grants.NONE);
        });
  }

  private boolean isTableOrView(AssetName name) {
    return entries.containsKey(new AssetId(AssetKind.TABLE, name))
        || entries.containsKey(new AssetId(AssetKind.VIEW, name));
  }

  @Override
  public boolean update(CatalogAsset present, CatalogAsset desired) {
    CatalogAsset inPlace = present.with(present.details().withComment(desired.details().comment()));
    if (!inPlace.attributes().equals(desired.attributes())) {
      return false;
    }
    request("update " + desired.id(), () -> put(desired, entries.get(desired.id()).grants()));
    return true;
  }

  @Override
  public boolean rename(AssetId from, AssetName to) {
    request("rename " + from, () -> move(from, to));
    return true;
  }

  private void move(AssetId from, AssetName to) {
    TreeMap<AssetId, CatalogEntry> moved = new TreeMap<>();
    for (AssetId id : List.copyOf(entries.keySet())) {
      if (id.equals(from) || isWithin(id, from)) {
        CatalogEntry entry = entries.remove(id);
        List<String> parts = new ArrayList<>(to.parts());
        parts.addAll(id.name().parts().subList(to.parts().size(), id.name().parts().size()));
        CatalogAsset renamed = Renaming.of(entry.asset(), new AssetName(parts));
        moved.put(renamed.id(), entry.with(renamed));
      }
    }
    entries.putAll(moved);
  }

  private static boolean isWithin(AssetId held, AssetId container) {
    return (container.kind() == AssetKind.CATALOG || container.kind() == AssetKind.SCHEMA)
        && held.kind().compareTo(AssetKind.CATALOG) > 0
        && (held.name() + ".").startsWith(container.name() + ".");
  }

  @Override
  public void drop(CatalogAsset present) {
    request(
        "drop " + present.id(),
        () -> {
          if (present instanceof Table table && !table.type().equals(Table.EXTERNAL)) {
            throw new CatalogException(Kind.REFUSED, present.id() + " is managed");
          }
          if (entries.keySet().stream()
              .anyMatch(id -> !id.equals(present.id()) && isWithin(id, present.id()))) {
            throw new CatalogException(Kind.REFUSED, present.id() + " is not empty");
          }
          entries.remove(present.id());
        });
  }

  @Override
  public void grant(AssetId id, Grants present, Grants desired) {
    request(
        "grant " + id,
        () -> {
          TreeMap<String, SortedSet<String>> after =
              new TreeMap<>(entries.get(id).grants().byPrincipal());
          desired
              .byPrincipal()
              .forEach(
                  (principal, privileges) -> {
                    if (!principals.contains(principal)) {
                      throw new CatalogException(Kind.NOT_FOUND, "no user " + principal);
                    }
                    after.put(principal, privileges);
                  });
          present.byPrincipal().keySet().stream()
              .filter(principal -> desired.of(principal).isEmpty())
              .forEach(after::remove);
          entries.computeIfPresent(id, (any, entry) -> entry.with(new Grants(after)));
        });
  }

  @Override
  public void close() {}
}
