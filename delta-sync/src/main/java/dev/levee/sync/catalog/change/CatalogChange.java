package dev.levee.sync.catalog.change;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.AssetName;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.Grants;
import java.util.Set;
import java.util.TreeSet;

/** One change of the secondary's catalog. */
public sealed interface CatalogChange {
  /** The asset that it is about, by the name that it has afterwards. */
  AssetId id();

  /** What is done, for people. */
  String described();

  /**
   * An asset gets another name.
   *
   * @param from the asset by its present name
   * @param to its new one
   */
  record Rename(AssetId from, AssetName to) implements CatalogChange {
    @Override
    public AssetId id() {
      return new AssetId(from.kind(), to);
    }

    @Override
    public String described() {
      return "rename " + from + " to " + to;
    }
  }

  /**
   * An asset's registration goes.
   *
   * @param present what is there
   */
  record Drop(CatalogEntry present) implements CatalogChange {
    @Override
    public AssetId id() {
      return present.id();
    }

    @Override
    public String described() {
      return "drop " + id();
    }
  }

  /**
   * An asset is registered, then given its grants.
   *
   * @param desired the asset
   */
  record Create(CatalogEntry desired) implements CatalogChange {
    @Override
    public AssetId id() {
      return desired.id();
    }

    @Override
    public String described() {
      return "create " + id();
    }
  }

  /**
   * An asset becomes what it shall be: in place where the server can, else dropped and created with
   * its grants.
   *
   * @param present what is there
   * @param desired what shall be there
   */
  record Update(CatalogEntry present, CatalogEntry desired) implements CatalogChange {
    @Override
    public AssetId id() {
      return desired.id();
    }

    @Override
    public String described() {
      return "update " + id();
    }
  }

  /**
   * Who may do what changes.
   *
   * @param id with which asset
   * @param present who may now
   * @param desired who shall
   */
  record Grant(AssetId id, Grants present, Grants desired) implements CatalogChange {
    @Override
    public String described() {
      Set<String> principals = new TreeSet<>(present.byPrincipal().keySet());
      principals.addAll(desired.byPrincipal().keySet());
      principals.removeIf(principal -> present.of(principal).equals(desired.of(principal)));
      return "grants of " + id + " for " + String.join(", ", principals);
    }
  }
}
