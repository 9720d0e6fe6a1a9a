package dev.levee.sync.group;

/** How a failover treats the primary. */
public enum FailoverType {
  /** Drains first; with writers stopped, loses nothing or does not happen. Needs both sides. */
  PLANNED,
  /** Switches without the primary. What was not replicated stays behind. */
  FORCED
}
