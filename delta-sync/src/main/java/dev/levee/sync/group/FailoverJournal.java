package dev.levee.sync.group;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.RegionName;
import java.time.Instant;

/**
 * A failover under way, as far as it has come. A daemon that is started anew goes on from here.
 *
 * @param type how the primary is treated
 * @param target the region that becomes the primary
 * @param step what is being done
 * @param requested when the operator asked
 */
public record FailoverJournal(FailoverType type, RegionName target, Step step, Instant requested) {
  /** The steps, in their order. */
  public enum Step {
    /** Writers of the primary are being stopped. Can still be given up. */
    STOPPING_WRITES,
    /** Writers are expected to stop; what they wrote is replicated. Can still be given up. */
    DRAINING,
    /**
     * Both sides were equal. Replication has stopped, and the next version of every table is taken
     * in the primary, which shows that nobody took it since. Can still be given up.
     */
    FENCING_PRIMARY,
    /** The roles are about to change. From here it only goes forward. */
    SWITCHING
  }

  /** Checks that the parts are there. */
  public FailoverJournal {
    requireNonNull(type, "type");
    requireNonNull(target, "target");
    requireNonNull(step, "step");
    requireNonNull(requested, "requested");
  }

  /** Whether the failover can still be given up, or forced. */
  public boolean canBeGivenUp() {
    return step != Step.SWITCHING;
  }

  /** The same failover, one step on. */
  public FailoverJournal at(Step next) {
    return new FailoverJournal(type, target, next, requested);
  }
}
