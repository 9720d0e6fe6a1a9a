package dev.levee.daemon.quickstart;

import dev.levee.daemon.report.GroupReport;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that runs: two regions, the daemon between them, and those who write. */
final class Stage implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Side east;
  private final Side west;
  private final QuickstartConfig config;
  private final Traffic traffic;
  private final Time time;
  private Optional<Daemons.Running> daemon = Optional.empty();

  private Stage(Side east, Side west, QuickstartConfig config, Traffic traffic, Time time) {
    this.east = east;
    this.west = west;
    this.config = config;
    this.traffic = traffic;
    this.time = time;
  }

  /** Starts the stores; the daemon and the writers wait. */
  static Stage open(Path folder, Time time, Duration pace) throws IOException {
    Side east = Side.start("east", folder.resolve("east"), QuickstartConfig.EAST_PORT);
    Side west = Side.start("west", folder.resolve("west"), QuickstartConfig.WEST_PORT);
    QuickstartConfig config = QuickstartConfig.write(folder, east, west);
    return new Stage(east, west, config, new Traffic(time, pace), time);
  }

  /** Starts the daemon and waits for its admin port. */
  void startDaemon(Daemons daemons) throws InterruptedException {
    Daemons.Running started = daemons.start(config.file(), config.variables(), config.admin());
    daemon = Optional.of(started);
    long start = time.nanoTime();
    while (!started.isUp()) {
      if (time.nanoTime() - start > START_TIMEOUT.toNanos()) {
        throw new QuickstartException("the daemon's admin port does not answer");
      }
      time.sleep(LOOK);
    }
  }

  Daemons.Running daemon() {
    return daemon.orElseThrow(() -> new IllegalStateException("no daemon yet"));
  }

  Side side(String region) {
    return region.equals(east.region()) ? east : west;
  }

  List<Side> sides() {
    return List.of(east, west);
  }

  QuickstartConfig config() {
    return config;
  }

  Traffic traffic() {
    return traffic;
  }

  Time time() {
    return time;
  }

  /** Lets the writers go on, wherever the group says that they may. */
  void startWriting() {
    traffic.start(this::writable);
  }

  private Optional<Side> writable() {
    GroupReport group = daemon().group();
    return group.state() == GroupState.FAILING_OVER
        ? Optional.empty()
        : Optional.of(side(group.effectivePrimaryRegion()));
  }

  @Override
  public void close() throws InterruptedException {
    traffic.close();
    daemon.ifPresent(Daemons.Running::close);
    east.close();
    west.close();
  }
}
