package dev.levee.sync.simulation;

import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.GroupStatus;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.engine.control.OwnerIdentity;
import dev.levee.sync.engine.direction.Direction;
import dev.levee.sync.engine.direction.EventLog;
import dev.levee.sync.engine.direction.GroupParts;
import dev.levee.sync.engine.direction.GroupView;
import dev.levee.sync.engine.runner.GroupRunner;
import dev.levee.sync.group.Owner;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.store.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** One daemon: the real engine, in a simulated process. */
final class SimulatedDaemon {
  private final SimulatedProcess process;
  private final World world;
  private final Mishaps mishaps;
  private final GroupView view;
  private final GroupRunner runner;

  /**
   * A daemon that is about to start.
   *
   * @param dead names of processes that are known to be gone
   */
  SimulatedDaemon(
      SimulatedProcess process, World world, Set<String> dead, ReplicationPointCheck points) {
    this.process = process;
    this.world = world;
    this.mishaps = new Mishaps(world);
    ProcessTime time = new ProcessTime(world.schedule, process.skew);
    GroupSpec spec = spec(world, region -> new SimulatedStore(process, region, world, mishaps));
    this.view = new GroupView(spec);
    Executor worker =
        task -> world.schedule.spawn(process, "worker", world.network.latency() / 8, task);
    GroupParts parts =
        new GroupParts(
            new SimulatedMailbox(world.schedule, () -> observe(points)),
            new GroupParts.Workers(worker, worker, worker),
            new Identity(process.toString(), world.scenario.deathIsProven() ? dead : Set.of()),
            new Direction.EngineParts(
                (table, task) -> task.run(),
                CopySettings.defaults(),
                time,
                (table, warning) -> world.note(process + " warns of " + table + ": " + warning)));
    this.runner = new GroupRunner(spec, parts, new EventLog(World.GROUP, time), view);
    Activity unused = world.schedule.spawn(process, "group", 0, runner::run);
  }

  private void observe(ReplicationPointCheck points) {
    GroupStatus status = view.status();
    try {
      points.viewed(process, status.epoch(), status.replicationPoint());
    } catch (Violation e) {
      world.schedule.fail(e);
    }
  }

  private record Identity(String name, Set<String> dead) implements OwnerIdentity {
    @Override
    public Owner self() {
      return new Owner(name, name, name);
    }

    @Override
    public boolean isSurelyDead(Owner owner) {
      return dead.contains(owner.id());
    }
  }

  /** The group, as a process sees it. */
  static GroupSpec spec(World world, Function<Region, ObjectStore> stores) {
    LocationMapping mapping =
        new LocationMapping(
            "data", Map.of(world.east.name, world.east.data, world.west.name, world.west.data));
    Scenario scenario = world.scenario;
    ReplicationSettings settings =
        new ReplicationSettings(
            scenario.pollInterval(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            scenario.snapshotsOnly()
                ? ReplicationSettings.History.SNAPSHOT
                : ReplicationSettings.History.FULL,
            ReplicationSettings.OnRecreated.HOLD,
            scenario.leaseTtl(),
            Duration.ofMillis(700),
            Optional.empty());
    return new GroupSpec(
        World.GROUP,
        world.regions().stream()
            .map(region -> new RegionSpec(region.name, stores.apply(region), region.control))
            .toList(),
        world.east.name,
        new LocationMappings(List.of(mapping), RegionName::value),
        List.of(world.east.data),
        settings);
  }

  SimulatedProcess process() {
    return process;
  }

  Mishaps mishaps() {
    return mishaps;
  }

  GroupStatus status() {
    return view.status();
  }

  List<TableStatus> tables() {
    return view.tables();
  }

  boolean isOwner() {
    return !process.isDead() && view.status().role() == GroupStatus.Role.OWNER;
  }

  /** Asks for a failover; the answer is noted when it comes. */
  void failover(FailoverRequest request) {
    CompletableFuture<FailoverAnswer> answer = new CompletableFuture<>();
    var unused =
        answer.thenAccept(
            said -> {
              world.note(process + " answers " + said.getClass().getSimpleName());
              world.counters.count("answers " + said.getClass().getSimpleName());
            });
    runner.failover(request, answer);
  }

  void pause(boolean paused) {
    runner.pause(paused);
  }

  void stop() {
    runner.stop();
  }
}
