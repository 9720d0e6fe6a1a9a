package dev.levee.sync.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One prefix per region; what lies below one of them lies below the other under the same relative
 * key. It has no direction: the direction follows from which region is the primary.
 *
 * @param name unique in the group; without {@code /}
 * @param prefixByRegion each ends with {@code /}; in the order of the regions' names, so that what
 *     is said of them is the same in every process
 */
public record LocationMapping(String name, Map<RegionName, Location> prefixByRegion) {
  /** Checks the name and copies the prefixes. */
  public LocationMapping {
    if (name.isEmpty() || name.contains("/")) {
      throw new IllegalArgumentException("a mapping's name is not empty and has no '/': " + name);
    }
    for (Location prefix : prefixByRegion.values()) {
      if (!prefix.isPrefix()) {
        throw new IllegalArgumentException("a mapped prefix ends with '/': " + prefix);
      }
    }
    prefixByRegion = Collections.unmodifiableMap(new TreeMap<>(prefixByRegion));
  }

  /**
   * Reads a wildcard pattern such as {@code s3://bucket/data/*}. The {@code *} stands only at the
   * end, after a {@code /}, and may be left out: a pattern that ends with {@code /} is the same.
   *
   * @throws IllegalArgumentException when the pattern is anything else
   */
  public static Location parsePattern(String pattern) {
    String prefix = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 1) : pattern;
    if (prefix.contains("*") || !prefix.endsWith("/")) {
      throw new IllegalArgumentException(
          "'"
              + pattern
              + "' is no prefix: '*' stands only at the end, after a '/', as in "
              + "s3://bucket/data/*");
    }
    Location location = Location.parse(prefix);
    if (location.key().contains("//")
        || ("/" + location.key()).contains("/../")
        || ("/" + location.key()).contains("/./")) {
      throw new IllegalArgumentException("'" + pattern + "' has an empty, '.' or '..' segment");
    }
    return location;
  }
}
