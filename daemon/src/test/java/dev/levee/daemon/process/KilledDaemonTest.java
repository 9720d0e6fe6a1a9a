package dev.levee.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon's process is killed at any moment, again and again, while tables are written; the last
 * one finishes. {@code -Dlevee.kills=N} for another number of kills, {@code -Dlevee.seed=N} for
 * other moments.
 */
class KilledDaemonTest {
  private static final int KILLS = Integer.getInteger("levee.kills", 20);
  private static final long SEED = Long.getLong("levee.seed", 1);
  private static final List<String> TABLES = List.of("orders", "returns", "clicks");
  private static final long COMMIT_EVERY_MS = 25;
  private static final long LOOK_EVERY_MS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a daemon is seen to have done before the moment of its end is counted down. */
  private enum Seen {
    PROCESS,
    ADMIN_PORT,
    /** Twice as likely as the others, and without it slow machines would never publish. */
    COMMIT,
    ANOTHER_COMMIT
  }

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final List<TableWriter> writers = new ArrayList<>();
  private final List<ReplicaWatch> watches = new ArrayList<>();
  private TwoServers servers;
  private Path config;

  @BeforeEach
  void start() throws IOException {
    servers = new TwoServers(folder);
    config = servers.config();
    for (String table : TABLES) {
      writers.add(servers.writer(table, random.nextLong()));
      watches.add(new ReplicaWatch(servers.replica(table)));
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    servers.close();
  }

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void whereverItIsKilledTheNextOneGoesOn() throws Exception {
    Future<?> writing = repeat(COMMIT_EVERY_MS, this::write);
    Future<?> watching = repeat(LOOK_EVERY_MS, () -> watches.forEach(ReplicaWatch::run));
    for (int kill = 0; kill < KILLS; kill++) {
      killOne(Seen.values()[random.nextInt(Seen.values().length)]);
    }
    assertThat(writing).as("the writer has not failed").isNotDone();
    writing.cancel(false);
    finish();
    watching.cancel(false);
    assertEverythingIsThereAndWasWrittenOnce();
  }

  private Future<?> repeat(long everyMs, Runnable work) {
    return threads.scheduleWithFixedDelay(work, 0, everyMs, TimeUnit.MILLISECONDS);
  }

  /** To the tables in turn, so that the writer's thread needs no randomness of ours. */
  private synchronized void write() {
    long written = writers.stream().mapToLong(TableWriter::versions).sum();
    writers.get(Math.toIntExact(written % writers.size())).commit();
  }

  private long published() {
    return watches.stream().mapToLong(ReplicaWatch::versions).sum();
  }

  private void killOne(Seen seen) throws IOException, InterruptedException {
    long before = published();
    try (LeveeProcess daemon = LeveeProcess.start(folder, "run", "--config", config.toString())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(LOOK_EVERY_MS))
          .untilAsserted(() -> assertThat(isSeen(seen, daemon, before)).as(daemon.err()).isTrue());
      Duration moment = Duration.ofMillis(200 + random.nextInt(1300));
      assertThat(daemon.runsFor(moment)).as(daemon.err()).isTrue();
      daemon.kill();
      assertThat(daemon.err()).doesNotContain("ERROR").doesNotContain("\tat ");
    }
  }

  private boolean isSeen(Seen seen, LeveeProcess daemon, long before) {
    return switch (seen) {
      case PROCESS -> true;
      case ADMIN_PORT -> daemon.admin().isPresent();
      case COMMIT, ANOTHER_COMMIT -> published() > before;
    };
  }

  /** The last daemon is left alone until it has published everything. */
  private void finish() throws IOException, InterruptedException {
    try (LeveeProcess daemon = LeveeProcess.start(folder, "run", "--config", config.toString())) {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(isCaughtUp()).as(daemon.err()).isTrue());
      assertThat(daemon.terminate()).as(daemon.err()).isZero();
    }
  }

  private synchronized boolean isCaughtUp() {
    return published() == writers.stream().mapToLong(TableWriter::versions).sum();
  }

  private void assertEverythingIsThereAndWasWrittenOnce() throws IOException {
    for (ReplicaWatch watch : watches) {
      watch.check();
    }
    SortedMap<String, byte[]> primary = servers.primary();
    SortedMap<String, byte[]> secondary = servers.secondary();
    assertThat(secondary.keySet()).isEqualTo(primary.keySet());
    primary.forEach((key, bytes) -> assertThat(secondary.get(key)).as(key).isEqualTo(bytes));
  }
}
