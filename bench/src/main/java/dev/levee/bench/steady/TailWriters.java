package dev.levee.bench.steady;

import dev.levee.sync.model.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Writers that commit on schedule, each the commits of its own tables. */
final class TailWriters {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Tables tables;
  private final CommitSchedule schedule;
  private final Optional<Burst> burst;
  private final Time time;
  private final byte[] content;
  private final Map<String, Instant> visible = new ConcurrentHashMap<>();
  private long begun;

  /**
   * Many commits to the first table, one after the other, as fast as they can be written.
   *
   * @param second when it begins
   */
  record Burst(int commits, double second) {}

  TailWriters(Tables tables, CommitSchedule schedule, Optional<Burst> burst, Time time) {
    this.tables = tables;
    this.schedule = schedule;
    this.burst = burst;
    this.time = time;
    this.content = tables.content();
  }

  /** Writes the burst's data files; only its commits are written while it is measured. */
  void prepare(Parallel parallel) throws InterruptedException {
    int commits = burst.map(Burst::commits).orElse(0);
    parallel.forEach(commits, version -> tables.writeFiles(0, version + 1L, content));
  }

  /** Writes everything; returns after the last commit. */
  void write(Parallel parallel) throws InterruptedException {
    begun = time.nanoTime();
    int writers = parallel.threads() - 1;
    parallel.onEachThread(
        thread -> {
          if (thread == writers) {
            writeBurst();
          } else {
            writeScheduled(thread, writers);
          }
        });
  }

  private void writeScheduled(int thread, int threads) throws IOException, InterruptedException {
    for (CommitSchedule.Due due : schedule.of(thread, threads)) {
      awaitSecond(due.second());
      tables.writeFiles(due.table(), due.version(), content);
      commit(due.table(), due.version());
    }
  }

  private void writeBurst() throws IOException, InterruptedException {
    if (burst.isPresent()) {
      awaitSecond(burst.get().second());
      for (long version = 1; version <= burst.get().commits(); version++) {
        commit(0, version);
      }
    }
  }

  private void commit(int table, long version) throws IOException {
    tables.commit(table, version);
    visible.put(Tables.path(table, version), time.now());
  }

  private void awaitSecond(double second) throws InterruptedException {
    long wait = begun + Math.round(second * NANOS_PER_SECOND) - time.nanoTime();
    if (wait > 0) {
      time.sleep(Duration.ofNanos(wait));
    }
  }

  /** How many commits there are so far. */
  int written() {
    return visible.size();
  }

  /** When the primary's answer to each commit was there. */
  Map<String, Instant> visible() {
    return Map.copyOf(visible);
  }
}
