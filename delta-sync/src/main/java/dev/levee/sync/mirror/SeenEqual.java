package dev.levee.sync.mirror;

import dev.levee.sync.store.ObjectAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Pairs of objects that were found equal, so that they are not asked for again. Holds a bounded
 * number; what does not fit is compared again each time.
 */
final class SeenEqual {
  private static final int MOST = 200_000;

  private record States(String source, String copy) {}

  private final Map<String, States> states = new HashMap<>();

  void add(String key, ObjectAttributes source, ObjectAttributes copy) {
    if (states.size() < MOST || states.containsKey(key)) {
      states.put(key, new States(source.etag(), copy.etag()));
    }
  }

  boolean contains(String key, ObjectAttributes source, ObjectAttributes copy) {
    return new States(source.etag(), copy.etag()).equals(states.get(key));
  }

  /** Whether the copy, in this state, was equal to some state of its source. */
  boolean wasEqual(String key, ObjectAttributes copy) {
    States known = states.get(key);
    return known != null && known.copy().equals(copy.etag());
  }
}
