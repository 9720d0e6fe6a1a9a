package dev.levee.sync.catalog;

/**
 * The kinds of assets (Unity Catalog: securable objects), in the order in which they are created:
 * an asset refers only to assets of kinds before its own, but for views, which may refer to other
 * views.
 */
public enum AssetKind {
  /** How a store is reached; replicated by name only, its secrets are no part of a catalog. */
  CREDENTIAL(1),
  /** A storage path and the credential that reaches it. */
  EXTERNAL_LOCATION(1),
  /** The first part of a table's name. */
  CATALOG(1),
  /** The second. */
  SCHEMA(2),
  /** A managed or external table. */
  TABLE(3),
  /** Files that are no table. */
  VOLUME(3),
  /** A function. */
  FUNCTION(3),
  /** A registered model, its metadata only. */
  REGISTERED_MODEL(3),
  /** A view or a metric view. Shares its namespace with tables. */
  VIEW(3);

  private final int nameParts;

  AssetKind(int nameParts) {
    this.nameParts = nameParts;
  }

  /** How many parts the name of such an asset has. */
  public int nameParts() {
    return nameParts;
  }
}
