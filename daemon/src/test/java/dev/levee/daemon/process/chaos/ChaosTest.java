package dev.levee.daemon.process.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.daemon.process.chaos.ChaosPlan.Kind;
import dev.levee.daemon.process.chaos.ChaosPlan.Step;
import dev.levee.sync.model.SystemTime;
import dev.levee.sync.model.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real daemons between two real S3 servers, under real writers: killed, paused, cut off, behind a
 * network that fails all the time, while their group fails over and back. {@code -Dlevee.kills=N},
 * {@code -Dlevee.failovers=N} and {@code -Dlevee.chaos.seed=N} for more, and for others. The order
 * of steps and their lengths follow from the seed; how processes run beside each other does not.
 */
class ChaosTest {
  private static final int KILLS = Integer.getInteger("levee.kills", 24);
  private static final int FAILOVERS = Integer.getInteger("levee.failovers", 5);
  private static final long SEED = Long.getLong("levee.chaos.seed", 1);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final Time time = new SystemTime();

  @Test
  @Timeout(value = 12, unit = TimeUnit.HOURS)
  void nothingIsLostOrWrongWhateverHappens() throws Exception {
    Random random = new Random(SEED);
    List<Step> steps = ChaosPlan.steps(random, KILLS, FAILOVERS);
    long begun = time.nanoTime();
    try (Stage stage = new Stage(folder, SEED, time)) {
      try {
        Chaos chaos = new Chaos(stage, random, time);
        chaos.begin();
        for (Step step : steps) {
          chaos.perform(step);
        }
        chaos.end();
        new Reckoning(stage.regions(), stage.witness(), stage.acked(), stage.findings()).reckon();
      } finally {
        System.out.println(summary(steps, stage, Duration.ofNanos(time.nanoTime() - begun)));
      }
      assertThat(stage.findings().violations())
          .as("seed %d, logs and stores in %s", SEED, folder)
          .isEmpty();
    }
  }

  private static String summary(List<Step> steps, Stage stage, Duration took) {
    Map<Kind, Integer> done = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      done.put(kind, (int) steps.stream().filter(step -> step.kind() == kind).count());
    }
    Map<String, Long> faults = new TreeMap<>();
    stage
        .regions()
        .forEach(r -> r.proxy().counts().forEach((kind, n) -> faults.merge(kind, n, Long::sum)));
    int forced = done.get(Kind.FORCED_WITHOUT_PRIMARY) + done.get(Kind.FORCED_WHILE_BEHIND);
    return ("chaos, seed %d: %d kills, %d pauses, %d outages, faults %s, %d planned and %d forced"
            + " failovers, %d commits acknowledged, %d invariants checked, %d violations, %d s")
        .formatted(
            SEED,
            KILLS,
            done.get(Kind.PAUSE),
            done.get(Kind.OUTAGE),
            faults,
            done.get(Kind.PLANNED),
            forced,
            stage.acked().all().size(),
            stage.findings().checked(),
            stage.findings().violations().size(),
            took.toSeconds());
  }
}
