package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

/**
 * Where a path of a file action stands in a commit.
 *
 * @param offset of its first byte in the commit, behind the quotation mark
 * @param text the path, with JSON's escapes resolved
 */
public record PathToken(long offset, String text) {
  /** Checks that the text is there. */
  public PathToken {
    requireNonNull(text, "text");
  }
}
