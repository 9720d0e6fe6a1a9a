package dev.levee.sync.simulation;

/** What goes wrong in a simulation, and what people do to it. */
enum Fault {
  /** A request that never reached the store; its sender gives up after a while. */
  LOST_REQUEST,
  /** A request that was carried out, whose answer got lost. */
  LOST_ANSWER,
  /** A PUT whose sender gives up, and that is carried out up to ten leases later. */
  DELAYED_PUT,
  /** An answer 503. */
  SLOW_DOWN,
  /** A download that brings other bytes than the store has. */
  CORRUPT_READ,
  /** A listing that does not show what was written lately. */
  STALE_LIST,
  /** A request between a daemon and a region that cannot reach each other. */
  PARTITIONED,
  /** A request to a region that is down. */
  REGION_DOWN,
  /** A daemon that stands still for a while. */
  PAUSE,
  /** A daemon that stands still right before it sends a change. */
  PAUSE_BEFORE_CHANGE,
  /** A daemon that is killed. */
  KILL,
  /** A daemon that is killed right before, or right after, it changes something. */
  KILL_AT_CHANGE,
  /** A daemon that is killed while it publishes a run, with a failover right after. */
  RUN_CUT_OFF,
  /** A daemon that ends in good order. */
  STOP,
  /** A daemon that starts in the place of one that ended. */
  START,
  PLANNED_FAILOVER,
  FORCED_FAILOVER,
  FAILBACK,
  REPEATED_REQUEST,
  OPERATOR_PAUSE,
  /** A commit of a writer in a region that is not the primary any more. */
  DIVERGENT_COMMIT
}
