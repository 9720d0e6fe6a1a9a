package dev.levee.sync.store.testing;

import dev.levee.sync.model.Location;
import java.util.function.Predicate;

/**
 * A fault as data.
 *
 * @param operation the call that it strikes
 * @param kind what happens
 * @param where the objects, prefixes or targets that it strikes
 * @param times how many calls it strikes, the first ones
 */
public record StoreFault(
    StoreOperation operation, Kind kind, Predicate<Location> where, int times) {
  /** What happens to a call. */
  public enum Kind {
    /** The request never arrives: nothing happens, and no clear answer comes. */
    FAILS_BEFORE_EFFECT,
    /** The store does what it was asked, and its answer is lost. */
    LOSES_ANSWER,
    /** The store refuses for now; a creation answers {@code Unknown}. */
    THROTTLED,
    /** The store refuses for good. */
    ACCESS_DENIED,
    /** The bucket is gone. */
    NO_SUCH_BUCKET,
    /** The object is in an archive tier. */
    ARCHIVED,
    /** The object is not there, whatever else the store says. */
    NOT_FOUND,
    /** The object has changed since it was looked at. */
    CHANGED,
    /** What is read breaks off in the middle, with an exception. */
    BREAKS_OFF,
    /** What is read has one bit turned, and the right length. */
    TURNS_A_BIT,
    /** The answer names an ETag that is not the object's. */
    WRONG_ETAG
  }

  /** Strikes the next call, wherever. */
  public static StoreFault next(StoreOperation operation, Kind kind) {
    return new StoreFault(operation, kind, location -> true, 1);
  }

  /** Strikes every call about objects whose key ends so. */
  public static StoreFault always(StoreOperation operation, Kind kind, String keyEnd) {
    return new StoreFault(
        operation, kind, location -> location.key().endsWith(keyEnd), Integer.MAX_VALUE);
  }

  boolean strikes(StoreCall call) {
    return call.operation() == operation && where.test(call.location());
  }
}
