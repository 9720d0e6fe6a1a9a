package dev.levee.sync.catalog;

/**
 * A catalog that can be changed. Every change is one asset's; none is repeated by the caller
 * without looking. A change whose answer was lost is settled by the target itself, by reading back.
 */
public interface CatalogTarget extends CatalogSource {
  /**
   * What of an entry this target can hold, and what not, as far as that is known beforehand. Pure:
   * asks nobody.
   */
  Fit fit(CatalogEntry desired);

  /**
   * Creates an asset, without its grants.
   *
   * @throws CatalogException of kind {@code ALREADY_EXISTS} when another one has the name
   */
  void create(CatalogAsset asset);

  /**
   * Changes an asset in place, keeping its identity and grants.
   *
   * @param present what is there
   * @param desired what shall be, of the same name
   * @return false when this target cannot change this in place, and nothing was changed
   */
  boolean update(CatalogAsset present, CatalogAsset desired);

  /**
   * Gives an asset another name, keeping its identity and grants.
   *
   * @return false when this target cannot, and nothing was changed
   */
  boolean rename(AssetId from, AssetName to);

  /**
   * Removes an asset's registration; removing what is not there is no error. Never removes anything
   * that the asset holds: a catalog or schema that is not empty is refused. Never removes files:
   * refuses a managed table or volume.
   */
  void drop(CatalogAsset present);

  /**
   * Changes who may do what with an asset, one principal at a time.
   *
   * @throws CatalogException of kind {@code NOT_FOUND} when a principal is unknown: what came
   *     before it is done
   */
  void grant(AssetId id, Grants present, Grants desired);
}
