package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/** What came of an exclusive creation. */
public sealed interface CreateOutcome {
  /** The object is there, and this call wrote it. */
  record Created(String etag) implements CreateOutcome {}

  /** The name was taken; nothing was written. */
  record Exists() implements CreateOutcome {}

  /** No clear answer came: the object may or may not be there, now or a little later. */
  record Unknown(StoreException cause) implements CreateOutcome {
    /** Checks that the cause is there. */
    public Unknown {
      requireNonNull(cause, "cause");
    }
  }

  /** One answer for each outcome. */
  default <T> T match(
      Function<Created, T> created, Function<Exists, T> exists, Function<Unknown, T> unknown) {
    if (this instanceof Created c) {
      return created.apply(c);
    }
    if (this instanceof Exists e) {
      return exists.apply(e);
    }
    return unknown.apply((Unknown) this);
  }
}
