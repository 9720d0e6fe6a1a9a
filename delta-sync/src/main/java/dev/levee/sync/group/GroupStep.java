package dev.levee.sync.group;

import java.util.List;
import java.util.function.Function;

/** What an event leads to. */
public sealed interface GroupStep {
  /**
   * A new record. It is saved first; the effects run after.
   *
   * @param record the new state
   * @param effects what to do then, in order
   */
  record Next(GroupRecord record, List<GroupEffect> effects) implements GroupStep {
    /** Copies the effects. */
    public Next {
      effects = List.copyOf(effects);
    }
  }

  /** The state already is as wanted. */
  record Unchanged() implements GroupStep {}

  /** The event is not possible now, and changes nothing. */
  record Refused(Refusal refusal, String message) implements GroupStep {}

  /** Why an event is refused. */
  enum Refusal {
    /** The group has no such region. */
    UNKNOWN_REGION,
    /** The group's epoch is another one than expected. */
    WRONG_EPOCH,
    /** The first replication in this direction has not ended. */
    INITIAL_REPLICATION,
    /** A failover is under way. */
    IN_PROGRESS,
    /** The event does not belong to this state: a fault of the engine, not of the operator. */
    OUT_OF_PLACE
  }

  /** One answer for each outcome. */
  default <T> T match(
      Function<Next, T> next, Function<Unchanged, T> unchanged, Function<Refused, T> refused) {
    if (this instanceof Next n) {
      return next.apply(n);
    }
    if (this instanceof Unchanged u) {
      return unchanged.apply(u);
    }
    return refused.apply((Refused) this);
  }
}
