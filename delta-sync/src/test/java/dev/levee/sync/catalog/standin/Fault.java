package dev.levee.sync.catalog.standin;

import java.util.Objects;

/**
 * What goes wrong with a request.
 *
 * @param moment whether the request has had its effect
 */
public record Fault(Moment moment, Outcome outcome) {
  /** When it goes wrong. */
  public enum Moment {
    BEFORE_EFFECT,
    AFTER_EFFECT
  }

  /** What the client sees. */
  public enum Outcome {
    /** 503. */
    UNAVAILABLE,
    /** 429. */
    TOO_MANY_REQUESTS,
    /** 500, as concurrent changes of one object end. */
    ROW_UPDATED,
    /**
     * The connection ends without an answer. The JDK's client sends a GET again at once then, as a
     * request of its own number.
     */
    CUT_OFF,
    /** A list, of grants too, without its rows and a token; other answers are as they are. */
    EMPTY_LIST
  }

  public Fault {
    Objects.requireNonNull(moment, "moment");
    Objects.requireNonNull(outcome, "outcome");
    if (outcome == Outcome.EMPTY_LIST && moment == Moment.BEFORE_EFFECT) {
      throw new IllegalArgumentException("a list can be emptied only after it was made");
    }
  }

  /** Nothing was done. */
  public static Fault before(Outcome outcome) {
    return new Fault(Moment.BEFORE_EFFECT, outcome);
  }

  /** It was done, and the client does not learn of it. */
  public static Fault after(Outcome outcome) {
    return new Fault(Moment.AFTER_EFFECT, outcome);
  }

  /** A caller that has lost its rights: all lists are empty, and nothing says why. */
  public static Fault emptyList() {
    return after(Outcome.EMPTY_LIST);
  }
}
