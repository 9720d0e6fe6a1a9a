package dev.levee.bench.running;

/** A Levee that replicates until it is closed. Used by one thread. */
public interface RunningLevee extends AutoCloseable {
  /**
   * Waits until every table has been caught up once.
   *
   * @throws dev.levee.bench.BenchException when a table is held, or it takes hours
   */
  Sample awaitCaughtUp() throws InterruptedException;

  /** What it has used so far. */
  Sample sample();

  /** Collects its garbage. */
  LiveSet collect();

  /** Says which requests are kept one by one from now on; at first none. */
  void record(Recording wanted);

  /** The requests that were kept since they were fetched last. */
  Recorded fetch();

  /**
   * Takes the primary away and fails over to the secondary without it.
   *
   * @throws dev.levee.bench.BenchException when that is refused
   */
  Switched failOver() throws InterruptedException;

  /** The most memory that its process had; 0 where the system does not tell. */
  long peakResidentBytes();

  /** Stops it as a daemon is stopped, its lease given back. */
  @Override
  void close();
}
