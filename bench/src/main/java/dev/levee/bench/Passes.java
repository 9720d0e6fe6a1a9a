package dev.levee.bench;

/**
 * What looks without changes cost a running process.
 *
 * @param seconds the median of one
 * @param cpuSeconds of one, on average
 * @param requests of one, on average, for the tables
 */
record Passes(double seconds, double cpuSeconds, double requests) {
  /** How many are measured, after as many that are not. */
  static final int COUNT = 50;
}
