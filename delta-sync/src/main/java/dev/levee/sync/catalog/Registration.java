package dev.levee.sync.catalog;

/** How an asset of the replica stands in the secondary's own catalog server. */
public enum Registration {
  /** Levee has not created it there. */
  NONE,
  /**
   * Levee has set out to create or to change it there, and has not seen since that it is as it
   * shall be: after a failover that is still to be done.
   */
  PENDING,
  /**
   * Levee has created it, or has replicated it from there before the roles changed; so Levee may
   * change and drop it. It was as it shall be when Levee looked last.
   */
  LEVEE,
  /** Somebody else has created it there. Never touched. */
  FOREIGN;

  /** Whether Levee may change and drop it. */
  public boolean isLevees() {
    return this == PENDING || this == LEVEE;
  }
}
