package dev.levee.bench.running;

import java.time.Instant;

/**
 * A request that Levee has made of a store. What the store's client repeats by itself is one
 * request.
 *
 * @param key of the object, or the prefix that is listed
 * @param answered when the answer was there, by the machine's wall clock; of a body that is read as
 *     a stream, when its first bytes were
 */
public record Request(
    Side side, RequestKind kind, ObjectKind object, Answer answer, String key, Instant answered) {
  private static final String COMMIT = "[0-9]{20}\\.json";

  /** Whether this made a commit visible in the secondary. */
  public boolean isPublication() {
    return side == Side.SECONDARY
        && kind == RequestKind.PUT
        && object == ObjectKind.LOG
        && answer == Answer.DONE
        && fileName().matches(COMMIT);
  }

  /** Whether this asked the primary for a commit that is not there yet. */
  public boolean isEmptyPoll() {
    return side == Side.PRIMARY
        && kind == RequestKind.GET
        && object == ObjectKind.LOG
        && answer == Answer.ABSENT
        && fileName().matches(COMMIT);
  }

  /** What follows the last {@code /} of the key. */
  public String fileName() {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
