package dev.levee.sync.salvage;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;
import java.util.function.Function;

/** What may be done with a lost commit. */
public sealed interface Verdict {
  /** Its rows can be appended to the table as it is now. */
  record Reappliable() implements Verdict {}

  /**
   * It was applied again before.
   *
   * @param as the version that did; empty where the log does not tell any more
   */
  record Applied(OptionalLong as) implements Verdict {}

  /**
   * Its writer has sent the same rows again.
   *
   * @param as the version that has them
   */
  record SentAgain(long as) implements Verdict {}

  /** It changed no row, so that nothing is missing. */
  record NothingToApply(String reason) implements Verdict {
    /** Checks that there is a reason. */
    public NothingToApply {
      requireNonNull(reason, "reason");
    }
  }

  /** It cannot be applied safely; it stays in quarantine. */
  record NotReappliable(String reason) implements Verdict {
    /** Checks that there is a reason. */
    public NotReappliable {
      requireNonNull(reason, "reason");
    }
  }

  /** One answer for each. */
  default <T> T match(
      Function<Reappliable, T> reappliable,
      Function<Applied, T> applied,
      Function<SentAgain, T> sentAgain,
      Function<NothingToApply, T> nothing,
      Function<NotReappliable, T> not) {
    if (this instanceof Applied a) {
      return applied.apply(a);
    }
    if (this instanceof SentAgain s) {
      return sentAgain.apply(s);
    }
    if (this instanceof NothingToApply n) {
      return nothing.apply(n);
    }
    if (this instanceof NotReappliable n) {
      return not.apply(n);
    }
    return reappliable.apply((Reappliable) this);
  }
}
