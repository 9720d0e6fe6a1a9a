package dev.levee.sync.engine;

import java.util.function.Function;

/** What came of a failover request. */
public sealed interface FailoverAnswer {
  /** It has begun; the group's status and events tell how it goes on. */
  record Accepted(GroupStatus status) implements FailoverAnswer {}

  /** The target already is the primary: nothing to do. */
  record AlreadyThere(GroupStatus status) implements FailoverAnswer {}

  /** Nothing was changed. */
  record Refused(Refusal refusal, String message) implements FailoverAnswer {}

  /** Why a request is refused. */
  enum Refusal {
    /** The request names a region that the group does not have. */
    UNKNOWN_REGION,
    /** The group's epoch is another one than the request expects. */
    WRONG_EPOCH,
    /** The first replication in this direction has not ended. */
    INITIAL_REPLICATION,
    /** Another failover is under way. */
    IN_PROGRESS,
    /** This daemon does not own the group. */
    NOT_OWNER,
    /** A planned failover could not be without loss now. */
    NOT_LOSSLESS
  }

  /** One answer for each outcome. */
  default <T> T match(
      Function<Accepted, T> accepted,
      Function<AlreadyThere, T> alreadyThere,
      Function<Refused, T> refused) {
    if (this instanceof Accepted a) {
      return accepted.apply(a);
    }
    if (this instanceof AlreadyThere a) {
      return alreadyThere.apply(a);
    }
    return refused.apply((Refused) this);
  }
}
