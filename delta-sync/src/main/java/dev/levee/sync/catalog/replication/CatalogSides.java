package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.DurableCatalog;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The two sides of a catalog's replication while the roles stand.
 *
 * @param epoch the group's epoch
 * @param primary the region whose catalog leads
 * @param secondary the other one
 * @param mappings which location of one is which of the other
 * @param isLive whether the Delta table with this root, as a prefix of the primary, can be read in
 *     the secondary
 */
public record CatalogSides(
    long epoch,
    Side primary,
    Side secondary,
    LocationMappings mappings,
    Predicate<Location> isLive) {
  /**
   * One side.
   *
   * @param region its name
   * @param server its catalog server, where it has one
   * @param replica the durable replica in its store; of use while it is the secondary
   */
  public record Side(RegionName region, Optional<CatalogTarget> server, DurableCatalog replica) {}
}
