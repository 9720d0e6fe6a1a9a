package dev.levee.daemon.catalog;

import dev.levee.daemon.report.Wording;
import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogException;
import dev.levee.sync.catalog.DurableCatalog.Versioned;
import dev.levee.sync.catalog.Fit;
import dev.levee.sync.catalog.ReplicaEntry;
import dev.levee.sync.catalog.change.Translation;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.engine.CatalogSpec;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's durable replica, as it is served. Of the two regions' replicas the one of the later
 * epoch counts; a region that cannot be read is done without. Assets that the primary has dropped
 * and that wait for their grace period's end are not served; neither are those whose location no
 * mapping covers, which the log says.
 */
final class GroupReplica {
  private static final Logger LOG = LoggerFactory.getLogger(GroupReplica.class);
  private static final int NAMED = 5;

  private final GroupControl group;
  private final Map<RegionName, NewestReplica> byRegion = new LinkedHashMap<>();
  private Versioned servedFrom;
  private ServedCatalog served;

  GroupReplica(GroupControl group, CatalogSpec catalogs, Executor executor, Time time) {
    this.group = group;
    for (Side side : catalogs.sides()) {
      byRegion.put(side.region(), new NewestReplica(side.replica(), executor, time));
    }
  }

  /** A replica that was found, and where. */
  private record Found(RegionName region, Versioned versioned) {
    long epoch() {
      return versioned.replica().epoch();
    }
  }

  /**
   * What is served now; empty while no catalog was ever replicated.
   *
   * @throws CatalogException when no region's replica can be read
   */
  Optional<ServedCatalog> now() {
    byRegion.values().forEach(NewestReplica::begin);
    List<Found> found = new ArrayList<>();
    CatalogException failure = null;
    for (RegionName region : secondaryFirst()) {
      try {
        byRegion.get(region).get().ifPresent(newest -> found.add(new Found(region, newest)));
      } catch (CatalogException e) {
        failure = e;
      }
    }
    if (found.isEmpty() && failure != null) {
      throw failure;
    }
    // The first of equals stays: the secondary's.
    return found.stream()
        .reduce((one, other) -> other.epoch() > one.epoch() ? other : one)
        .map(this::served);
  }

  private List<RegionName> secondaryFirst() {
    RegionName secondary = group.status().secondary();
    List<RegionName> regions = new ArrayList<>(byRegion.keySet());
    regions.sort((one, other) -> Boolean.compare(other.equals(secondary), one.equals(secondary)));
    return regions;
  }

  private synchronized ServedCatalog served(Found found) {
    boolean isKnown =
        served != null
            && served.region().equals(found.region())
            && servedFrom.equals(found.versioned());
    if (!isKnown) {
      servedFrom = found.versioned();
      served = translated(found);
    }
    return served;
  }

  private ServedCatalog translated(Found found) {
    Translation translation =
        new Translation(
            group.spec().mappings(),
            new RegionName(found.versioned().replica().primary()),
            found.region(),
            root -> true);
    TreeMap<AssetId, CatalogEntry> entries = new TreeMap<>();
    List<AssetId> leftOut = new ArrayList<>();
    for (ReplicaEntry entry : found.versioned().replica().entries().values()) {
      if (entry.droppedAt().isEmpty()) {
        Fit fit = translation.translated(entry.entry());
        fit.entry()
            .ifPresentOrElse(
                fitting -> entries.put(fitting.id(), fitting), () -> leftOut.add(entry.id()));
      }
    }
    if (!leftOut.isEmpty()) {
      LOG.warn(
          "{}: {} of the catalog replica in {} cannot be served, since no location mapping covers"
              + " them or their kind is not replicated: {}{}",
          group.spec().name(),
          Wording.count(leftOut.size(), "asset"),
          found.region(),
          Wording.printable(leftOut.subList(0, Math.min(NAMED, leftOut.size())).toString()),
          leftOut.size() > NAMED ? ", …" : "");
    }
    return new ServedCatalog(found.region(), found.versioned().version(), entries);
  }
}
