package dev.levee.sync.store;

import dev.levee.sync.model.Location;
import java.util.Optional;

/**
 * Which part of a store to list.
 *
 * @param prefix the prefix, ending with {@code /} or empty
 * @param startAfter only keys greater than this full key are listed
 * @param recursive whether everything below is listed, or one level only, with the prefixes of the
 *     next
 * @param continuation where the page before ended
 */
public record ListRequest(
    Location prefix,
    Optional<String> startAfter,
    boolean recursive,
    Optional<String> continuation) {
  /** Checks the prefix. */
  public ListRequest {
    if (!prefix.isPrefix()) {
      throw new IllegalArgumentException("a prefix ends with '/': " + prefix);
    }
  }

  /** Everything below the prefix. */
  public static ListRequest everythingBelow(Location prefix) {
    return new ListRequest(prefix.asPrefix(), Optional.empty(), true, Optional.empty());
  }

  /** One level below the prefix. */
  public static ListRequest oneLevelBelow(Location prefix) {
    return new ListRequest(prefix.asPrefix(), Optional.empty(), false, Optional.empty());
  }

  /** The same, from the first key that is greater than this one. */
  public ListRequest after(String key) {
    return new ListRequest(prefix, Optional.of(key), recursive, continuation);
  }

  /** The same, from where a page ended. */
  public ListRequest continuedAt(String where) {
    return new ListRequest(prefix, startAfter, recursive, Optional.of(where));
  }
}
