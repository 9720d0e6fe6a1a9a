package dev.levee.sync.verify;

import static java.util.Objects.requireNonNull;

/** What came of verifying a table. */
public sealed interface Outcome {
  /** The replica is the primary, both at this version. */
  record Equal(long version) implements Outcome {}

  /**
   * The replica is the primary at the replica's version; the primary has more.
   *
   * @param version the replica's
   * @param missing how many versions it lacks
   */
  record Behind(long version, long missing) implements Outcome {}

  /** The replica, looked at alone, is a valid table at this version. */
  record Intact(long version) implements Outcome {}

  /**
   * Something is not as it has to be.
   *
   * @param version the replica's
   * @param findings what
   */
  record Different(long version, Findings findings) implements Outcome {
    /** Checks that something was found. */
    public Different {
      if (findings.count() == 0) {
        throw new IllegalArgumentException("no difference without a finding");
      }
    }
  }

  /**
   * One side could not be read, so that nothing is known.
   *
   * @param side which
   * @param cause why, in one line
   */
  record Unreadable(Side side, String cause) implements Outcome {
    /** Checks that all is there. */
    public Unreadable {
      requireNonNull(side, "side");
      requireNonNull(cause, "cause");
    }
  }

  /** Readers of the replica see no table yet. */
  record NotLive() implements Outcome {}

  /** One answer for each outcome. */
  interface Cases<T> {
    /** For {@link Equal}. */
    T equal(Equal outcome);

    /** For {@link Behind}. */
    T behind(Behind outcome);

    /** For {@link Intact}. */
    T intact(Intact outcome);

    /** For {@link Different}. */
    T different(Different outcome);

    /** For {@link Unreadable}. */
    T unreadable(Unreadable outcome);

    /** For {@link NotLive}. */
    T notLive(NotLive outcome);
  }

  /** One answer for each outcome. */
  default <T> T match(Cases<T> cases) {
    if (this instanceof Equal equal) {
      return cases.equal(equal);
    }
    if (this instanceof Behind behind) {
      return cases.behind(behind);
    }
    if (this instanceof Intact intact) {
      return cases.intact(intact);
    }
    if (this instanceof Different different) {
      return cases.different(different);
    }
    return this instanceof Unreadable unreadable
        ? cases.unreadable(unreadable)
        : cases.notLive((NotLive) this);
  }
}
