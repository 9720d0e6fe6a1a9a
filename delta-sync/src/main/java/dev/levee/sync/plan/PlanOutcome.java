package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Hold;
import java.util.function.Function;

/** What came of planning. */
public sealed interface PlanOutcome {
  /** Every file is known. */
  record Planned(CommitPlan plan) implements PlanOutcome {
    /** Checks that the plan is there. */
    public Planned {
      requireNonNull(plan, "plan");
    }
  }

  /** The table must be held. */
  record Refused(Hold hold) implements PlanOutcome {
    /** Checks that the hold is there. */
    public Refused {
      requireNonNull(hold, "hold");
    }
  }

  /** One answer for each outcome. */
  default <T> T match(Function<Planned, T> planned, Function<Refused, T> refused) {
    return this instanceof Planned p ? planned.apply(p) : refused.apply((Refused) this);
  }
}
