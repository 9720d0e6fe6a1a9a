package dev.levee.sync.catalog.standin;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The storage locations in use, and how many objects use each: with authorization off, several may.
 */
final class LocationIndex {
  private final NavigableMap<String, Integer> uses = new TreeMap<>();

  void add(String location) {
    uses.merge(location, 1, Integer::sum);
  }

  void remove(String location) {
    uses.computeIfPresent(location, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Whether one of them is this location, or contains it. */
  boolean covers(String location) {
    for (String path = location; path.contains("/"); path = parent(path)) {
      if (uses.containsKey(path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of them lies below this location. */
  boolean hasBelow(String location) {
    String next = uses.higherKey(location + "/");
    return next != null && next.startsWith(location + "/");
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
