package dev.levee.sync.verify;

/** The two places of a table. */
public enum Side {
  /** Where writers write. */
  PRIMARY,
  /** Where the copy is. */
  REPLICA
}
