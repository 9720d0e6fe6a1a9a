package dev.levee.sync.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The daemons that run, and what befalls them. */
final class Fleet {
  private static final Duration MOST_SKEW = Duration.ofSeconds(8);

  private final World world;
  private final ReplicationPointCheck points;
  private final SimulatedProcess fate = SimulatedProcess.other("fate");
  private final List<SimulatedDaemon> daemons = new ArrayList<>();
  private final Set<String> dead = new TreeSet<>();
  private int started;

  Fleet(World world, ReplicationPointCheck points) {
    this.world = world;
    this.points = points;
  }

  void begin() {
    for (int i = 0; i < world.scenario.daemons(); i++) {
      Activity unused =
          world.schedule.spawn(fate, "start", world.upTo(world.scenario.head()), this::start);
    }
    long chaos = world.scenario.chaos().toNanos();
    for (int i = 0; i < world.scenario.mishaps(); i++) {
      Activity unused =
          world.schedule.spawn(fate, "mishap", world.upTo(Duration.ofNanos(chaos)), this::mishap);
    }
  }

  private void start() {
    if (world.network.isCalm() && !alive().isEmpty()) {
      return;
    }
    world.counters.count(Fault.START);
    started++;
    Duration skew = Duration.ofNanos(world.upTo(MOST_SKEW)).minus(MOST_SKEW.dividedBy(2));
    SimulatedProcess process = SimulatedProcess.daemon("daemon-" + started, skew);
    world.note(process + " starts");
    daemons.add(new SimulatedDaemon(process, world, dead, points));
  }

  List<SimulatedDaemon> alive() {
    daemons.removeIf(daemon -> daemon.process().isDead());
    return List.copyOf(daemons);
  }

  Optional<SimulatedDaemon> owner() {
    return alive().stream().filter(SimulatedDaemon::isOwner).findFirst();
  }

  private Optional<SimulatedDaemon> victim() {
    List<SimulatedDaemon> alive = alive();
    Optional<SimulatedDaemon> owner = owner();
    return owner.isPresent() && !world.chance(4)
        ? owner
        : alive.isEmpty()
            ? Optional.empty()
            : Optional.of(alive.get(world.random.nextInt(alive.size())));
  }

  private void mishap() {
    if (world.network.isCalm()) {
      return;
    }
    long until = world.schedule.now() + world.upTo(Duration.ofSeconds(12));
    Region region = world.random.nextBoolean() ? world.east : world.west;
    int kind = world.random.nextInt(10);
    if (kind == 0) {
      world.network.storm(region, until);
    } else if (kind == 1) {
      world.network.takeDown(region, until);
    } else {
      victim().ifPresent(daemon -> mishap(daemon, kind, region, until));
    }
  }

  private void mishap(SimulatedDaemon daemon, int kind, Region region, long until) {
    SimulatedProcess process = daemon.process();
    switch (kind) {
      case 2 -> world.network.cut(process, region, until);
      case 3 -> {
        world.counters.count(Fault.PAUSE);
        Mishaps.pause(world, process);
      }
      case 4, 5 -> daemon.mishaps().arm(Mishaps.Armed.PAUSE_BEFORE);
      case 6 -> armKill(daemon, Mishaps.Armed.KILL_BEFORE);
      case 7 -> armKill(daemon, Mishaps.Armed.KILL_AFTER);
      case 8 -> {
        world.counters.count(Fault.STOP);
        daemon.stop();
        Activity unused = world.schedule.spawn(fate, "end", 100_000_000, () -> ended(process));
      }
      default -> {
        world.counters.count(Fault.KILL);
        world.note(process + " is killed");
        ended(process);
      }
    }
  }

  private void armKill(SimulatedDaemon daemon, Mishaps.Armed kill) {
    daemon.mishaps().arm(kill);
    Activity unused =
        world.schedule.spawn(
            fate, "end", world.upTo(Duration.ofSeconds(10)), () -> ended(daemon.process()));
  }

  /** Kills a daemon at one of its next changes. */
  void cutOff(SimulatedProcess process) {
    alive().stream()
        .filter(daemon -> daemon.process() == process)
        .forEach(daemon -> daemon.mishaps().arm(Mishaps.Armed.KILL_AFTER));
    Activity unused =
        world.schedule.spawn(
            fate,
            "replacement",
            Duration.ofMillis(500).toNanos(),
            () -> {
              if (!process.isDead()) {
                world.schedule.kill(process);
              }
              dead.add(process.toString());
              start();
            });
  }

  /** A process is gone; another one is started in its place, sooner or later. */
  private void ended(SimulatedProcess process) {
    if (!process.isDead()) {
      world.schedule.kill(process);
    }
    dead.add(process.toString());
    world.schedule.sleep(world.upTo(world.scenario.leaseTtl().multipliedBy(2)));
    start();
  }

  /** After all faults have ended there is a daemon. */
  void recover() {
    if (alive().isEmpty()) {
      start();
    }
  }
}
