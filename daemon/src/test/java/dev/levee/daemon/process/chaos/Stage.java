package dev.levee.daemon.process.chaos;

import dev.levee.sync.model.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All that takes part: two regions, their writers, the daemons, and who watches. */
final class Stage implements AutoCloseable {
  private static final long LOOK_MS = 200;

  private final List<ChaosRegion> regions;
  private final Map<String, ChaosWriters> writers = new LinkedHashMap<>();
  private final Findings findings = new Findings();
  private final AckedCommits acked;
  private final Fleet fleet;
  private final Witness witness;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final List<Future<?>> pending = new ArrayList<>();
  private final Future<?> watching;

  Stage(Path folder, long seed, Time time) throws IOException {
    acked = new AckedCommits(time);
    regions =
        List.of(
            new ChaosRegion("east", folder, acked, time),
            new ChaosRegion("west", folder, acked, time));
    regions.forEach(region -> writers.put(region.name(), new ChaosWriters(region, seed, time)));
    Path config = ChaosConfig.write(folder, regions.get(0), regions.get(1));
    fleet = new Fleet(folder, config, findings::violation);
    witness = new Witness(regions, acked, findings);
    watching = threads.scheduleWithFixedDelay(this::watch, 0, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void watch() {
    try {
      witness.look(fleet.reports());
    } catch (IOException e) {
      findings.violation("the stores cannot be watched: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From then on the witness is the caller's. */
  void stopWatching() throws InterruptedException {
    if (watching.isDone()) {
      findings.violation("the witness has failed: " + failure(watching));
    }
    watching.cancel(false);
    threads.shutdown();
    boolean ended = threads.awaitTermination(1, TimeUnit.MINUTES);
    findings.check(ended, "the witness does not end");
  }

  private static String failure(Future<?> future) throws InterruptedException {
    try {
      return "" + future.get();
    } catch (ExecutionException e) {
      return e.getCause().toString();
    }
  }

  /** Something that ends by itself. */
  @FunctionalInterface
  interface Ending {
    void end() throws IOException, InterruptedException;
  }

  /** Does something later, beside the next steps. */
  void later(Duration delay, Ending ending) {
    pending.add(
        threads.schedule(
            () -> {
              ending.end();
              return true;
            },
            delay.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** Waits until everything that was to end by itself has ended. */
  void awaitCalm() throws InterruptedException {
    for (Future<?> ending : pending) {
      join(ending);
    }
    pending.clear();
  }

  private static void join(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  List<ChaosRegion> regions() {
    return regions;
  }

  ChaosRegion region(String name) {
    return regions.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  String otherThan(String region) {
    return regions.get(regions.get(0).name().equals(region) ? 1 : 0).name();
  }

  ChaosWriters writers(String region) {
    return writers.get(region);
  }

  Fleet fleet() {
    return fleet;
  }

  Witness witness() {
    return witness;
  }

  Findings findings() {
    return findings;
  }

  AckedCommits acked() {
    return acked;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (ChaosWriters writer : writers.values()) {
      writer.stop();
    }
    threads.shutdownNow();
    fleet.close();
    boolean ended = threads.awaitTermination(1, TimeUnit.MINUTES);
    findings.check(ended, "the witness does not end");
    for (ChaosRegion region : regions) {
      region.close();
    }
  }
}
