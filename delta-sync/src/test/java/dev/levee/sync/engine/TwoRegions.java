package dev.levee.sync.engine;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.ProcessIdentity;
import dev.levee.sync.engine.runner.LeveeEngine;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.store.ListRequest;
import dev.levee.sync.store.Listing;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Two regions with a store each, and daemons that can be started and stopped on them. */
public final class TwoRegions {
  public static final RegionName EAST = new RegionName("east");
  public static final RegionName WEST = new RegionName("west");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<RegionName, ObjectStore> stores;
  private final Map<RegionName, Location> data;
  private final Map<RegionName, Location> control;

  /** Regions in these stores, their tables below {@code data/} of these prefixes. */
  public TwoRegions(ObjectStore east, Location eastRoot, ObjectStore west, Location westRoot) {
    this.stores = Map.of(EAST, east, WEST, west);
    this.data = Map.of(EAST, eastRoot.resolve("data/"), WEST, westRoot.resolve("data/"));
    this.control = Map.of(EAST, eastRoot.resolve("_levee/"), WEST, westRoot.resolve("_levee/"));
  }

  /** Regions in memory, on services that cannot copy to one another. */
  public static TwoRegions inMemory() {
    return new TwoRegions(
        memory("east"),
        Location.parse("s3://east-bucket/lake/"),
        memory("west"),
        Location.parse("s3://west-bucket/lake/"));
  }

  private static ObjectStore memory(String service) {
    return new MemoryObjectStore(service, new SystemTime());
  }

  public ObjectStore store(RegionName region) {
    return stores.get(region);
  }

  /** The prefix of a region's tables. */
  public Location data(RegionName region) {
    return data.get(region);
  }

  /** The prefix of a region's control records. */
  public Location control(RegionName region) {
    return control.get(region);
  }

  public Location table(RegionName region, String name) {
    return data.get(region).resolve(name + "/");
  }

  /** Settings that make tests quick. */
  public static ReplicationSettings quick() {
    return quick(ReplicationSettings.OnRecreated.HOLD);
  }

  /** The same, with a policy for tables that were created again. */
  public static ReplicationSettings quick(ReplicationSettings.OnRecreated onRecreated) {
    return new ReplicationSettings(
        Duration.ofMillis(50),
        Duration.ofSeconds(5),
        Duration.ofMillis(200),
        ReplicationSettings.History.FULL,
        onRecreated,
        Duration.ofSeconds(2),
        Duration.ofMillis(300),
        Optional.empty());
  }

  /** The group on these regions, with stores that a daemon may close. */
  public GroupSpec spec(ReplicationSettings settings) {
    LocationMappings mappings =
        new LocationMappings(List.of(new LocationMapping("data", data)), region -> region.value());
    return new GroupSpec(
        "lakehouse",
        List.of(
            new RegionSpec(EAST, new CountingObjectStore(stores.get(EAST)), control.get(EAST)),
            new RegionSpec(WEST, new CountingObjectStore(stores.get(WEST)), control.get(WEST))),
        EAST,
        mappings,
        List.of(data.get(EAST)),
        settings);
  }

  /** A daemon that has been started. */
  public RunningDaemon start() {
    return start(spec(quick()));
  }

  public RunningDaemon start(GroupSpec spec) {
    LeveeEngine engine =
        new LeveeEngine(
            List.of(spec),
            CopySettings.defaults(),
            8,
            new Daemon(new SystemTime(), new ProcessIdentity()));
    engine.start();
    return new RunningDaemon(engine);
  }

  /** All objects below a prefix, by key relative to it. */
  public static SortedMap<String, byte[]> objects(ObjectStore store, Location prefix) {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    Listing listing = new Listing(store, ListRequest.everythingBelow(prefix));
    while (listing.hasNext()) {
      ObjectEntry entry = listing.next();
      objects.put(
          entry.location().relativeTo(prefix).orElseThrow(),
          store.open(entry.location()).map(ObjectContent::readAll).orElseThrow());
    }
    return objects;
  }

  /** A daemon's only group. */
  public record RunningDaemon(LeveeEngine engine) implements AutoCloseable {
    public GroupControl group() {
      return engine.groups().get(0);
    }

    public GroupStatus status() {
      return group().status();
    }

    public TableStatus table(String name) {
      return group().tables().stream()
          .filter(table -> table.table().path().equals(name))
          .findFirst()
          .orElseThrow();
    }

    public FailoverAnswer failover(RegionName to, FailoverType type) {
      return group().failover(new FailoverRequest(to, type, OptionalLong.empty()));
    }

    public void awaitCaughtUp() {
      try {
        if (!group().awaitCaughtUp(PATIENCE)) {
          throw new AssertionError("not caught up: " + status() + group().tables());
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    public void await(String what, Callable<Boolean> condition) {
      Awaitility.await(what).pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(condition);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
