package dev.levee.sync.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a seed is about: how much there is, and how much of it fails.
 *
 * @param daemons how many work on the group, one of them at a time
 * @param tables how many there are from the beginning on
 * @param writersPerTable how many commit to each
 * @param chaos how long things happen, before all faults stop
 * @param leaseTtl how long an owner that no longer writes is waited for
 * @param pollInterval how often a busy table is asked for its next commit
 * @param writePause how long a writer waits between two commits, on average
 * @param faultRate which share of the requests goes wrong by itself
 * @param mishaps how often daemons are paused, killed or cut off
 * @param failovers how often the operator asks for a change of roles
 * @param staleLists which share of the listings of logs is stale
 * @param richTables whether tables have deletion vectors, change files and checkpoints
 * @param upkeep whether writers clean up logs and vacuum files
 * @param deathIsProven whether another daemon can prove that a killed one is gone
 * @param snapshotsOnly whether history begins at a checkpoint, where there is one
 * @param head how long there are writers before there is a daemon
 * @param traceLines how many lines of the trace are kept
 */
record Scenario(
    int daemons,
    int tables,
    int writersPerTable,
    Duration chaos,
    Duration leaseTtl,
    Duration pollInterval,
    Duration writePause,
    double faultRate,
    int mishaps,
    int failovers,
    double staleLists,
    boolean richTables,
    boolean upkeep,
    boolean deathIsProven,
    boolean snapshotsOnly,
    Duration head,
    int traceLines) {

  /** The scenario of a seed. Most are short, a few are long. */
  static Scenario of(SplittableRandom random, int traceLines) {
    boolean longOne = random.nextInt(40) == 0;
    boolean quiet = random.nextInt(8) == 0;
    return new Scenario(
        1 + random.nextInt(2),
        1 + (random.nextInt(3) == 0 ? 1 : 0),
        1 + (random.nextInt(4) == 0 ? 1 : 0),
        Duration.ofSeconds(longOne ? 120 + random.nextInt(120) : 8 + random.nextInt(25)),
        Duration.ofMillis(2000 + random.nextInt(4000)),
        Duration.ofMillis(300 + random.nextInt(700)),
        Duration.ofMillis(longOne ? 2000 + random.nextInt(5000) : 300 + random.nextInt(2500)),
        quiet ? 0 : random.nextDouble() * random.nextDouble() * 0.15,
        quiet ? 0 : random.nextInt(longOne ? 12 : 4),
        random.nextInt(longOne ? 6 : 4),
        quiet || random.nextInt(3) > 0 ? 0 : 0.1,
        random.nextInt(2) == 0,
        random.nextInt(2) == 0,
        random.nextInt(3) == 0,
        random.nextInt(5) == 0,
        random.nextInt(4) == 0
            ? Duration.ofMillis(1 + random.nextInt(20_000))
            : Duration.ofMillis(1),
        traceLines);
  }
}
