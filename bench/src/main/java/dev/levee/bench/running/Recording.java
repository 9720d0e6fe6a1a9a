package dev.levee.bench.running;

/** Which requests are kept one by one; all are counted. */
public enum Recording {
  NOTHING,
  /** Those that made a commit visible. */
  PUBLICATIONS,
  /** All that are about tables' logs and data. */
  TABLES
}
