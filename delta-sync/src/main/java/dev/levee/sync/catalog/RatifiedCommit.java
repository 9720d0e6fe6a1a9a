package dev.levee.sync.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit that a catalog has ratified and that the table's log may not show yet (Delta protocol,
 * "Catalog-managed tables": staged commits).
 *
 * @param version the version that it is
 * @param fileName its name in {@code _delta_log/_staged_commits/}
 * @param size how many bytes it has
 */
public record RatifiedCommit(long version, String fileName, long size) {
  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.[A-Za-z0-9-]+\\.json");

  /** Checks that the name is one in that folder, and of this version. */
  public RatifiedCommit {
    Matcher name = NAME.matcher(fileName);
    if (version < 0 || !name.matches() || !name.group(1).equals("%020d".formatted(version))) {
      throw new IllegalArgumentException(
          "no staged commit of version %d is called '%s'".formatted(version, fileName));
    }
    if (size < 0) {
      throw new IllegalArgumentException("%s of %d bytes".formatted(fileName, size));
    }
  }
}
