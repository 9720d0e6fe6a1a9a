package dev.levee.sync.publish;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.store.StoreException;
import java.util.function.Function;

/** What came of publishing one object of a log. */
public sealed interface PublishOutcome {
  /** It is there, and this call put it there. */
  record Published() implements PublishOutcome {}

  /** The same bytes were there before: an earlier run, an answer that got lost, or a twin. */
  record AlreadyThere() implements PublishOutcome {}

  /** Other bytes are there. They were left as they are. */
  record Different(String detail) implements PublishOutcome {}

  /** The store contradicts itself: it says that the name is taken and has no such object. */
  record Inconsistent(String detail) implements PublishOutcome {}

  /** It is not known whether it is there; look again at the next pass. */
  record Unsettled(StoreException cause) implements PublishOutcome {
    /** Checks that the cause is there. */
    public Unsettled {
      requireNonNull(cause, "cause");
    }
  }

  /** One answer for what is there now, one for each reason why it is not. */
  default <T> T match(
      Function<PublishOutcome, T> there,
      Function<Different, T> different,
      Function<Inconsistent, T> inconsistent,
      Function<Unsettled, T> unsettled) {
    if (this instanceof Different d) {
      return different.apply(d);
    }
    if (this instanceof Inconsistent i) {
      return inconsistent.apply(i);
    }
    if (this instanceof Unsettled u) {
      return unsettled.apply(u);
    }
    return there.apply(this);
  }
}
