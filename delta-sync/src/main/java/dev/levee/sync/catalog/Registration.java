package dev.levee.sync.catalog;

/** How an asset of the replica stands in the secondary's own catalog server. */
public enum Registration {
  /** Levee has not created it there. */
  NONE,
  /**
   * Levee has created it, or set out to, or has replicated it from there before the roles changed;
   * so Levee may change and drop it.
   */
  LEVEE,
  /** Somebody else has created it there. Never touched. */
  FOREIGN
}
