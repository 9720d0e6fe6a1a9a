package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.CatalogSource;
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
 * @param liveness which tables can be read where
 */
public record CatalogSides(
    long epoch, Side primary, Side secondary, LocationMappings mappings, Liveness liveness) {
  /**
   * Which Delta tables can be read where, by their roots as prefixes of the primary.
   *
   * @param inSecondary whether a table was replicated to the secondary
   * @param inPrimary whether a table is in the primary
   */
  public record Liveness(Predicate<Location> inSecondary, Predicate<Location> inPrimary) {}

  /**
   * One side.
   *
   * @param region its name
   * @param source where its catalog is read while it is the primary: its server, or its store
   * @param server its catalog server, where it has one
   * @param replica the durable replica in its store; of use while it is the secondary
   */
  public record Side(
      RegionName region,
      Optional<CatalogSource> source,
      Optional<CatalogTarget> server,
      DurableCatalog replica) {
    /** A side whose server says what its catalog holds. */
    public Side(RegionName region, Optional<CatalogTarget> server, DurableCatalog replica) {
      this(region, server.map(itself -> itself), server, replica);
    }
  }
}
