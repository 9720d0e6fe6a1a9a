package dev.levee.sync.rewrite;

/**
 * One beginning of absolute paths and what stands in its place in the other region, both as URIs.
 *
 * @param from ends with {@code /}
 * @param to ends with {@code /}
 */
record PrefixChange(String from, String to) {
  String apply(String path) {
    return to + path.substring(from.length());
  }

  PrefixChange inverse() {
    return new PrefixChange(to, from);
  }
}
