package dev.levee.bench.running;

/** Starts a Levee. */
@FunctionalInterface
public interface LeveeLauncher {
  /** Starts one; returns at once. */
  RunningLevee start(Replication replication);
}
