package dev.levee.daemon.process.chaos;

import dev.levee.daemon.process.LeveeProcess;
import dev.levee.daemon.report.GroupReport;
import dev.levee.sync.group.FailoverType;
import dev.levee.sync.group.GroupState;
import dev.levee.sync.model.Time;
import dev.levee.sync.store.testing.proxy.FaultPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Does what the plan says, as an operator and as fate would. */
final class Chaos {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int LONGEST_MOMENT_MS = 1500;
  private static final int SHORT_MOMENT_MS = 600;

  private final Stage stage;
  private final Fleet fleet;
  private final Random random;
  private final Time time;
  private String primary;

  Chaos(Stage stage, Random random, Time time) {
    this.stage = stage;
    this.fleet = stage.fleet();
    this.random = random;
    this.time = time;
    this.primary = stage.regions().get(0).name();
  }

  /** Writers and daemons begin, and everything is replicated once. */
  void begin() throws IOException, InterruptedException {
    stage.writers(primary).begin();
    fleet.startFirst();
    awaitActive();
    fleet.retain(0);
    fleet.start();
    fleet.start();
    awaitActive();
    for (ChaosRegion region : stage.regions()) {
      region
          .proxy()
          .plan(
              FaultPlan.random(
                  new Random(random.nextLong()), ChaosPlan.ONE_FAULT_IN, ChaosPlan.FAULTS));
    }
  }

  void perform(ChaosPlan.Step step) throws IOException, InterruptedException {
    switch (step.kind()) {
      case KILL -> kill();
      case PAUSE -> pause();
      case OUTAGE -> outage();
      case PLANNED -> planned(step);
      case FORCED_WITHOUT_PRIMARY -> forcedWithoutPrimary(step);
      case FORCED_WHILE_BEHIND -> forcedWhileBehind(step);
    }
  }

  /** At any moment of a daemon's life, and every second time while one is at work. */
  private void kill() throws IOException, InterruptedException {
    if (random.nextBoolean()) {
      await("a daemon works", () -> fleet.owner().isPresent());
    }
    moment(LONGEST_MOMENT_MS);
    fleet.replace(random.nextInt(3) > 0 ? worker() : any());
  }

  private LeveeProcess worker() throws InterruptedException {
    Optional<LeveeProcess> owner = fleet.owner();
    return owner.isPresent() ? owner.get() : any();
  }

  private LeveeProcess any() {
    List<LeveeProcess> running = fleet.running();
    return running.get(random.nextInt(running.size()));
  }

  private void pause() throws IOException, InterruptedException {
    LeveeProcess paused = worker();
    fleet.suspend(paused);
    Duration length = ChaosConfig.LEASE.plusMillis(300 + random.nextInt(LONGEST_MOMENT_MS));
    stage.later(length, () -> fleet.resume(paused));
  }

  private void outage() throws IOException {
    ChaosRegion region = stage.regions().get(random.nextInt(stage.regions().size()));
    region.proxy().cutOff();
    Duration length = Duration.ofMillis(300 + random.nextInt(2 * LONGEST_MOMENT_MS));
    stage.later(length, region.proxy()::restore);
  }

  private void planned(ChaosPlan.Step step) throws IOException, InterruptedException {
    prepare();
    stage.writers(primary).stop();
    failOver(FailoverType.PLANNED, step);
  }

  /** Writers of the old primary go on until after the failover. */
  private void forcedWithoutPrimary(ChaosPlan.Step step) throws IOException, InterruptedException {
    prepare();
    String old = primary;
    stage.region(old).proxy().cutOff();
    moment(SHORT_MOMENT_MS);
    failOver(FailoverType.FORCED, step);
    moment(SHORT_MOMENT_MS);
    stage.writers(old).stop();
    stage.region(old).proxy().restore();
  }

  private void forcedWhileBehind(ChaosPlan.Step step) throws IOException, InterruptedException {
    prepare();
    List<LeveeProcess> paused = fleet.running();
    for (LeveeProcess daemon : paused) {
      fleet.suspend(daemon);
    }
    moment(SHORT_MOMENT_MS);
    stage.writers(primary).stop();
    for (LeveeProcess daemon : paused) {
      fleet.resume(daemon);
    }
    failOver(FailoverType.FORCED, step);
  }

  private void prepare() throws IOException, InterruptedException {
    stage.awaitCalm();
    awaitActive();
  }

  private void awaitActive() throws IOException, InterruptedException {
    await(
        "the group is active",
        () -> fleet.group().filter(g -> g.state() == GroupState.ACTIVE).isPresent());
  }

  /** Asks until it is done: a planned failover may be given up, and then nothing has changed. */
  private void failOver(FailoverType type, ChaosPlan.Step step)
      throws IOException, InterruptedException {
    String target = stage.otherThan(primary);
    await("a daemon takes the request", () -> fleet.failover(target, type));
    if (step.killed()) {
      moment(SHORT_MOMENT_MS);
      fleet.replace(worker());
    }
    await("%s failover to %s".formatted(type, target), () -> isPrimary(target, type));
    primary = target;
    stage.writers(primary).begin();
  }

  private boolean isPrimary(String target, FailoverType type) throws InterruptedException {
    Optional<GroupReport> group = fleet.group();
    if (group.isPresent() && group.get().effectivePrimaryRegion().equals(target)) {
      return true;
    }
    if (group.filter(g -> g.state() == GroupState.ACTIVE).isPresent()) {
      boolean unused = fleet.failover(target, type);
    }
    return false;
  }

  /** Faults stop; the last daemon has all the time it needs. */
  void end() throws IOException, InterruptedException {
    stage.awaitCalm();
    stage.writers(primary).stop();
    stage.regions().forEach(region -> region.proxy().plan(FaultPlan.none()));
    fleet.retain(1);
    stage.stopWatching();
    await(
        "everything is replicated",
        () ->
            fleet
                    .group()
                    .filter(g -> g.state() == GroupState.ACTIVE && g.heldTables() == 0)
                    .isPresent()
                && stage.witness().areEqual());
    fleet.retain(0);
  }

  private void moment(int longestMs) throws InterruptedException {
    time.sleep(Duration.ofMillis(random.nextInt(longestMs)));
  }

  /** What is waited for. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    long begun = time.nanoTime();
    while (!condition.holds()) {
      if (time.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "after %s it is still not so that %s; daemons say: %s"
                .formatted(PATIENCE, what, fleet.reports()));
      }
      time.sleep(LOOK);
    }
  }
}
