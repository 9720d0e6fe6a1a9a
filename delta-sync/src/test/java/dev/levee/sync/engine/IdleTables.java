package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.InterceptedObjectStore;
import dev.levee.sync.store.testing.StoreCall;
import dev.levee.sync.store.testing.StoreOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Many tables that nobody writes to, replicated on one thread and on a clock that moves only while
 * the group waits; counts what that costs. {@link #main} measures it.
 */
final class IdleTables {
  private static final Location EAST_DATA = Location.parse("s3://east/data/");
  private static final Location WEST_DATA = Location.parse("s3://west/data/");

  final ManualTime time = new ManualTime();
  final Requests east = new Requests(new MemoryObjectStore("east", time));
  private final MemoryObjectStore westMemory = new MemoryObjectStore("west", time);
  final Requests west = new Requests(westMemory);
  private final int tables;
  private SteppedDaemon daemon;
  private long turns;

  /** So many tables, already replicated. */
  IdleTables(int tables, ReplicationSettings settings) {
    this.tables = tables;
    for (int i = 0; i < tables; i++) {
      table(i).create().add(1, "file", 10);
    }
    daemon = new SteppedDaemon("self", spec(settings), time);
    runUntilLive();
  }

  HandMadeTable table(int number) {
    return new HandMadeTable(east, EAST_DATA.resolve("t%05d/".formatted(number)));
  }

  private GroupSpec spec(ReplicationSettings settings) {
    LocationMapping data = new LocationMapping("data", Map.of(EAST, EAST_DATA, WEST, WEST_DATA));
    return new GroupSpec(
        "lakehouse",
        List.of(
            new RegionSpec(EAST, east, Location.parse("s3://east/_levee/")),
            new RegionSpec(WEST, west, Location.parse("s3://west/_levee/"))),
        EAST,
        new LocationMappings(List.of(data), RegionName::value),
        List.of(EAST_DATA),
        settings);
  }

  private void runUntilLive() {
    while (daemon.status().tables() < tables || daemon.status().replicationPoint().isEmpty()) {
      for (int turn = 0; turn < tables; turn++) {
        daemon.turn();
      }
    }
  }

  /** Lets so much of the simulated time pass; what was counted before is forgotten. */
  void idle(Duration length) {
    east.reset();
    west.reset();
    turns = 0;
    Instant end = time.now().plus(length);
    while (time.now().isBefore(end)) {
      daemon.turn();
      turns++;
    }
  }

  long turns() {
    return turns;
  }

  GroupStatus status() {
    return daemon.status();
  }

  TableStatus status(int number) {
    return daemon.tables().get(number);
  }

  /** Lets the group do what is due. */
  void turn() {
    daemon.turn();
  }

  /**
   * Lets time pass until the replica of a table has this version, and keeps only what was asked in
   * the pass that has brought it.
   */
  void bring(int number, long version) {
    Location commit = LogListing.commit(WEST_DATA.resolve("t%05d/".formatted(number)), version);
    do {
      east.reset();
      west.reset();
      daemon.turn();
    } while (westMemory.head(commit).isEmpty());
  }

  /** What requests are for. */
  enum Purpose {
    TABLES,
    SEARCH,
    CONTROL;

    static Purpose of(Location location) {
      if (location.key().startsWith("_levee/")) {
        return CONTROL;
      }
      return location.key().matches("data/t\\d+/.+") ? TABLES : SEARCH;
    }
  }

  /** Counts calls by kind, and keeps none. */
  static final class Requests extends InterceptedObjectStore {
    private final Map<Purpose, Map<StoreOperation, Integer>> counts = new EnumMap<>(Purpose.class);

    Requests(ObjectStore store) {
      super(store);
    }

    @Override
    protected <T> T around(StoreCall call, Supplier<T> delegate) {
      counts
          .computeIfAbsent(Purpose.of(call.location()), any -> new EnumMap<>(StoreOperation.class))
          .merge(call.operation(), 1, Integer::sum);
      return delegate.get();
    }

    int count(Purpose purpose, StoreOperation operation) {
      return counts.getOrDefault(purpose, Map.of()).getOrDefault(operation, 0);
    }

    int total(Purpose purpose) {
      return counts.getOrDefault(purpose, Map.of()).values().stream().mapToInt(n -> n).sum();
    }

    void reset() {
      counts.clear();
    }

    @Override
    public String toString() {
      return counts.toString();
    }
  }

  /** Prints what idle tables cost; the arguments are their numbers. */
  public static void main(String[] numbers) {
    Time clock = new SystemTime();
    for (String number : numbers) {
      int tables = Integer.parseInt(number);
      long begun = clock.nanoTime();
      IdleTables idle = new IdleTables(tables, ReplicationSettings.defaults());
      long live = clock.nanoTime();
      long withGroup = usedHeap();
      long before = clock.nanoTime();
      idle.idle(Duration.ofMinutes(Math.max(5, 30_000 / tables)));
      long took = clock.nanoTime() - before;
      int passes = Math.max(1, idle.east.count(Purpose.TABLES, StoreOperation.OPEN));
      System.out.printf(
          "%,d tables: live after %,d ms; %,d turns, %,d passes, %,d ns a pass; primary %s, secondary %s%n",
          tables,
          (live - begun) / 1_000_000,
          idle.turns(),
          passes,
          took / passes,
          idle.east,
          idle.west);
      idle.daemon = null;
      System.out.printf(
          "  live heap of the group: %,d bytes a table%n", (withGroup - usedHeap()) / tables);
    }
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
