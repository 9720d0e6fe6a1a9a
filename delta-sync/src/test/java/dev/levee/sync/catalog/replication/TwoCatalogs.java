package dev.levee.sync.catalog.replication;

import dev.levee.sync.catalog.AssetId;
import dev.levee.sync.catalog.CatalogAsset;
import dev.levee.sync.catalog.CatalogEntry;
import dev.levee.sync.catalog.CatalogScope;
import dev.levee.sync.catalog.change.Differences;
import dev.levee.sync.catalog.change.DropPolicy;
import dev.levee.sync.catalog.change.Translation;
import dev.levee.sync.catalog.replication.CatalogSides.Side;
import dev.levee.sync.catalog.testing.MemoryCatalog;
import dev.levee.sync.catalog.testing.MemoryDurableCatalog;
import dev.levee.sync.engine.ManualTime;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Two catalogs in memory, replicated in one direction or the other. */
final class TwoCatalogs {
  private static final RegionName EAST = new RegionName("east");
  private static final RegionName WEST = new RegionName("west");
  private static final LocationMappings MAPPINGS =
      new LocationMappings(
          List.of(
              mapping("data", "s3://east/data/", "s3://west/data/"),
              mapping("managed", "s3://east/managed/__unitystorage/", "s3://west/managed/")),
          RegionName::toString);
  private static final CatalogPolicy POLICY =
      new CatalogPolicy(
          new CatalogScope(new TreeSet<>(Set.of("sales"))),
          DropPolicy.DEFAULT,
          Duration.ofDays(100));

  private final ManualTime time = new ManualTime();
  private final Set<Location> hidden = new HashSet<>();
  private final Side east =
      new Side(
          EAST, Optional.of(new MemoryCatalog("east", "ann", "bob")), new MemoryDurableCatalog());
  private final Side west =
      new Side(
          WEST, Optional.of(new MemoryCatalog("west", "ann", "bob")), new MemoryDurableCatalog());
  private long epoch = 1;
  private Side primary = east;
  private CatalogReplication replication;

  TwoCatalogs() {
    restart();
  }

  private static LocationMapping mapping(String name, String east, String west) {
    return new LocationMapping(
        name, Map.of(EAST, Location.parse(east), WEST, Location.parse(west)));
  }

  MemoryCatalog east() {
    return (MemoryCatalog) east.server().orElseThrow();
  }

  MemoryCatalog west() {
    return (MemoryCatalog) west.server().orElseThrow();
  }

  MemoryDurableCatalog westReplica() {
    return (MemoryDurableCatalog) west.replica();
  }

  /** A table's data is not in the secondary yet. */
  void hide(String root) {
    hidden.add(Location.parse(root));
  }

  void show() {
    hidden.clear();
  }

  void passes(Duration duration) {
    time.pass(duration);
  }

  /** The daemon forgets everything. */
  void restart() {
    Side secondary = primary.equals(east) ? west : east;
    CatalogSides sides =
        new CatalogSides(
            epoch,
            primary,
            secondary,
            MAPPINGS,
            new CatalogSides.Liveness(root -> !hidden.contains(root), root -> true));
    replication = new CatalogReplication(sides, POLICY, time);
  }

  void failover() {
    epoch++;
    primary = primary.equals(east) ? west : east;
    restart();
  }

  CycleReport cycle() {
    return replication.run(time.now(), replication.read(), () -> true).orElseThrow();
  }

  /** Changes an asset of the primary, as a user would. */
  void change(AssetId id, UnaryOperator<CatalogAsset> change) {
    MemoryCatalog leading = (MemoryCatalog) primary.server().orElseThrow();
    CatalogEntry entry = leading.entries().get(id);
    leading.put(change.apply(entry.asset()), entry.grants());
  }

  /** In what the west is not what it should be as the east's replica. */
  List<String> differences() {
    List<String> found = new ArrayList<>();
    Translation translation = new Translation(MAPPINGS, EAST, WEST, root -> true);
    for (CatalogEntry entry : east().entries().values()) {
      CatalogEntry wanted =
          west().fit(translation.translated(entry).entry().orElseThrow()).entry().orElseThrow();
      CatalogEntry there = west().entries().get(entry.id());
      if (there == null) {
        found.add(entry.id() + " is missing");
      } else if (!Differences.between(there.asset(), wanted.asset()).isEmpty()
          || !there.grants().equals(wanted.grants())) {
        found.add(entry.id() + " differs");
      }
    }
    west().entries().keySet().stream()
        .filter(id -> !east().entries().containsKey(id))
        .forEach(id -> found.add(id + " is too much"));
    return found;
  }
}
