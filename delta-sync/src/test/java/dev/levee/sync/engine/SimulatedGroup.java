package dev.levee.sync.engine;

import static dev.levee.sync.engine.TwoRegions.EAST;
import static dev.levee.sync.engine.TwoRegions.WEST;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.control.OwnerIdentity;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.engine.direction.Mailbox;
import dev.levee.sync.engine.runner.GroupRunner;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.memory.MemoryObjectStore;
import dev.levee.sync.store.testing.CountingObjectStore;
import dev.levee.sync.store.testing.FaultyObjectStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A group that runs on the test's own thread and on a clock that moves only while it waits. Its
 * stores can be made to fail, and are what other daemons see.
 */
final class SimulatedGroup {
  static final Location EAST_TABLE = Location.parse("s3://east/data/table/");
  static final Location WEST_TABLE = Location.parse("s3://west/data/table/");
  static final String CONTROL = "_levee/lakehouse/control/";

  private static final int MOST_TURNS = 2_000;

  final ManualTime time = new ManualTime();
  final MemoryObjectStore eastMemory = new MemoryObjectStore("east", time);
  final MemoryObjectStore westMemory = new MemoryObjectStore("west", time);
  final FaultyObjectStore eastFaults = new FaultyObjectStore(eastMemory);
  final FaultyObjectStore westFaults = new FaultyObjectStore(westMemory);
  final CountingObjectStore east;
  final CountingObjectStore west;
  final GroupView view;
  final EventLog events;
  private final ReplicationSettings settings;
  private final Optional<WriteBlock> writeBlock;
  private final GroupRunner runner;
  private final Deque<Runnable> messages = new ArrayDeque<>();

  SimulatedGroup() {
    this(store -> store);
  }

  /** A group that sees its primary through another store. */
  SimulatedGroup(java.util.function.UnaryOperator<ObjectStore> primary) {
    this(primary, ReplicationSettings.defaults());
  }

  SimulatedGroup(
      java.util.function.UnaryOperator<ObjectStore> primary, ReplicationSettings settings) {
    this(primary, settings, Optional.empty());
  }

  /** A group whose writers are stopped for a planned failover. */
  SimulatedGroup(
      java.util.function.UnaryOperator<ObjectStore> primary,
      ReplicationSettings settings,
      Optional<WriteBlock> writeBlock) {
    this.settings = settings;
    this.writeBlock = writeBlock;
    east = new CountingObjectStore(primary.apply(eastFaults));
    west = new CountingObjectStore(westFaults);
    GroupSpec spec = spec();
    events = new EventLog(spec.name(), time);
    view = new GroupView(spec);
    Direction.EngineParts engine =
        new Direction.EngineParts(
            (table, task) -> task.run(), CopySettings.defaults(), time, (table, warning) -> {});
    runner =
        new GroupRunner(
            spec,
            new GroupParts(
                new Messages(),
                new GroupParts.Workers(Runnable::run, Runnable::run, Runnable::run),
                new Somebody(),
                engine),
            events,
            view);
  }

  GroupSpec spec() {
    LocationMappings mappings =
        new LocationMappings(
            List.of(
                new LocationMapping(
                    "data",
                    Map.of(
                        EAST,
                        Location.parse("s3://east/data/"),
                        WEST,
                        Location.parse("s3://west/data/")))),
            RegionName::value);
    return new GroupSpec(
        "lakehouse",
        List.of(
            new RegionSpec(EAST, east, Location.parse("s3://east/_levee/")),
            new RegionSpec(WEST, west, Location.parse("s3://west/_levee/"))),
        EAST,
        mappings,
        List.of(Location.parse("s3://east/data/")),
        List.of(),
        settings,
        writeBlock,
        Optional.empty());
  }

  private record Somebody() implements OwnerIdentity {
    @Override
    public Owner self() {
      return new Owner("self", "self", "");
    }

    @Override
    public boolean isSurelyDead(Owner owner) {
      return false;
    }
  }

  /** Hands out messages; when there are none, time passes. */
  private final class Messages implements Mailbox {
    @Override
    public void send(Runnable message) {
      messages.add(message);
    }

    @Override
    public Optional<Runnable> next() {
      return Optional.ofNullable(messages.poll());
    }

    @Override
    public Optional<Runnable> receive(Duration atMost) {
      if (messages.isEmpty()) {
        time.pass(atMost);
      }
      return next();
    }
  }

  /** Runs the group until this holds. */
  void runUntil(String what, BooleanSupplier condition) {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      try {
        runner.turnAndWait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (condition.getAsBoolean()) {
        return;
      }
    }
    throw new AssertionError("never " + what + ": " + view.status() + view.tables());
  }

  GroupRunner runner() {
    return runner;
  }

  CompletableFuture<FailoverAnswer> failover(RegionName to, FailoverType type) {
    CompletableFuture<FailoverAnswer> answer = new CompletableFuture<>();
    runner.failover(new FailoverRequest(to, type, OptionalLong.empty()), answer);
    return answer;
  }

  HandMadeTable table() {
    return new HandMadeTable(eastMemory, EAST_TABLE);
  }

  GroupStatus status() {
    return view.status();
  }
}
