package dev.levee.sync.engine;

import dev.levee.sync.catalog.CatalogTarget;
import dev.levee.sync.catalog.replication.CatalogPolicy;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.util.List;

/**
 * The catalogs that a failover group replicates.
 *
 * @param policy which, and how
 * @param interval how often the primary's catalog is read; less often when reading takes long
 * @param volumes what of volumes is replicated
 * @param origin what says which assets there are
 * @param sides the catalog servers and the durable replicas of both regions; the engine closes them
 */
public record CatalogSpec(
    CatalogPolicy policy, Duration interval, VolumeFiles volumes, Origin origin, List<Side> sides) {
  /** What says which assets there are. */
  public enum Origin {
    /** A catalog server: its tables are in scope, and its time counts for the replication point. */
    SERVER,
    /** The tables that are in scope anyway. */
    STORAGE
  }

  /** What of volumes, and of tables in other formats than Delta, is replicated. */
  public enum VolumeFiles {
    /** Their files too. */
    DATA,
    /** What the catalog says of them. */
    METADATA
  }

  /** Checks that there are two sides. */
  public CatalogSpec {
    sides = List.copyOf(sides);
    if (sides.size() != 2) {
      throw new IllegalArgumentException("a catalog has two sides: " + sides.size());
    }
  }

  /** The side of a region. */
  public Side side(RegionName region) {
    return sides.stream()
        .filter(side -> side.region().equals(region))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no catalog of region " + region));
  }

  /** The other side. */
  public Side otherThan(RegionName region) {
    return sides.get(0).region().equals(region) ? sides.get(1) : sides.get(0);
  }

  /** Releases both sides' connections; leaves the stores open. */
  public void close() {
    for (Side side : sides) {
      side.server().ifPresent(CatalogTarget::close);
      side.replica().close();
    }
  }
}
