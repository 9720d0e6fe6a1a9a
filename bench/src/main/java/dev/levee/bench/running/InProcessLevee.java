package dev.levee.bench.running;

import dev.levee.bench.BenchException;
import dev.levee.bench.Bucket;
import dev.levee.bench.MeteredProcess;
import dev.levee.sync.copy.CopySettings;
import dev.levee.sync.engine.FailoverAnswer;
import dev.levee.sync.engine.FailoverRequest;
import dev.levee.sync.engine.GroupControl;
import dev.levee.sync.engine.GroupSpec;
import dev.levee.sync.engine.RegionSpec;
import dev.levee.sync.engine.control.Daemon;
import dev.levee.sync.engine.control.ProcessIdentity;
import dev.levee.sync.engine.runner.LeveeEngine;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.model.LocationMapping;
import dev.levee.sync.model.LocationMappings;
import dev.levee.sync.model.RegionName;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.ObjectStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Levee's engine with its defaults, in this process. */
public final class InProcessLevee implements RunningLevee {
  private static final int COPY_THREADS = 16;
  private static final Duration PATIENCE = Duration.ofHours(6);
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Time time;
  private final HeapWatch heap = HeapWatch.start();
  private final RequestCounter counter = new RequestCounter();
  private final RequestRecorder recorder = new RequestRecorder();
  private final WithdrawableStore primary;
  private final LeveeEngine engine;
  private final GroupControl group;
  private final long started;

  /** Starts it. */
  public InProcessLevee(Replication replication, Time time) {
    this.time = time;
    this.started = time.nanoTime();
    this.primary = new WithdrawableStore(replication.primary().open());
    GroupSpec spec =
        new GroupSpec(
            "bench",
            List.of(
                region(Side.PRIMARY, primary, replication),
                region(Side.SECONDARY, replication.secondary().open(), replication)),
            Side.PRIMARY.region(),
            mappings(replication),
            List.of(replication.primary().at(replication.data())),
            replication.settings());
    this.engine =
        new LeveeEngine(
            List.of(spec),
            CopySettings.defaults(),
            COPY_THREADS,
            new Daemon(time, new ProcessIdentity()));
    this.engine.start();
    this.group = engine.groups().get(0);
  }

  private RegionSpec region(Side side, ObjectStore store, Replication replication) {
    Bucket bucket =
        switch (side) {
          case PRIMARY -> replication.primary();
          case SECONDARY -> replication.secondary();
        };
    String control = replication.control();
    Consumer<Request> observer = counter.andThen(recorder);
    return new RegionSpec(
        side.region(), new CountingStore(store, side, control, time, observer), bucket.at(control));
  }

  private static LocationMappings mappings(Replication replication) {
    LocationMapping data =
        new LocationMapping(
            "data",
            Map.of(
                Side.PRIMARY.region(),
                replication.primary().at(replication.data()),
                Side.SECONDARY.region(),
                replication.secondary().at(replication.replica())));
    return new LocationMappings(List.of(data), RegionName::value);
  }

  @Override
  public Sample awaitCaughtUp() throws InterruptedException {
    boolean caughtUp = group.awaitCaughtUp(PATIENCE);
    Sample sample = sample();
    if (!caughtUp || group.status().heldTables() > 0 || group.status().tables() == 0) {
      String hold =
          group.tables().stream()
              .flatMap(table -> table.hold().stream())
              .findFirst()
              .map(Object::toString)
              .orElse("");
      throw new BenchException("not caught up: " + group.status() + " " + hold);
    }
    return sample;
  }

  @Override
  public Sample sample() {
    double cpu =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime()
            / NANOS_PER_SECOND;
    return new Sample(
        (time.nanoTime() - started) / NANOS_PER_SECOND, cpu, counter.now(), heap.now());
  }

  @Override
  public LiveSet collect() {
    return new LiveSet(heap.collect());
  }

  @Override
  public void record(Recording wanted) {
    recorder.set(wanted);
  }

  @Override
  public Recorded fetch() {
    return recorder.fetch();
  }

  @Override
  public Switched failOver() throws InterruptedException {
    primary.withdraw();
    Requests before = counter.now();
    long start = time.nanoTime();
    FailoverAnswer answer =
        group.failover(
            new FailoverRequest(
                Side.SECONDARY.region(), FailoverType.FORCED, OptionalLong.empty()));
    if (!(answer instanceof FailoverAnswer.Accepted)) {
      throw new BenchException("the failover was not begun: " + answer);
    }
    while (!group.status().primary().equals(Side.SECONDARY.region())) {
      if (time.nanoTime() - start > PATIENCE.toNanos()) {
        throw new BenchException("the failover does not end: " + group.status());
      }
      time.sleep(LOOK);
    }
    long end = time.nanoTime();
    return new Switched((end - start) / NANOS_PER_SECOND, counter.now().since(before));
  }

  @Override
  public long peakResidentBytes() {
    return MeteredProcess.peakResidentBytes(ProcessHandle.current().pid());
  }

  @Override
  public void close() {
    engine.close();
  }
}
