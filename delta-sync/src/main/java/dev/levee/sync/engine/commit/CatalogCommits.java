package dev.levee.sync.engine.commit;

import dev.levee.sync.catalog.RatifiedCommits;
import dev.levee.sync.model.Location;
import java.util.Optional;

/** What the primary's catalog has ratified of the tables that it manages. From any thread. */
@FunctionalInterface
public interface CatalogCommits {
  /** Where no catalog is asked. */
  CatalogCommits NONE = (root, from) -> Optional.empty();

  /**
   * Asks for a table's; blocks. Asks only: that a commit is in the replica's log is never reported,
   * for the catalog's entry may be the only record of what the primary's log does not have.
   *
   * @param root the table's in the primary
   * @param from the first version that is of interest
   * @return empty where the catalog is not known to have a table there
   * @throws dev.levee.sync.catalog.CatalogException when it cannot be asked now
   */
  Optional<RatifiedCommits> from(Location root, long from);
}
