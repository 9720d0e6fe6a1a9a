package dev.levee.sync.store;

import java.util.Comparator;

/**
 * The order in which stores list: by the bytes of the keys' UTF-8 form (S3 API, "ListObjectsV2"),
 * which is the order of their code points. Java's own order of strings differs from it where a key
 * has characters outside the basic plane.
 */
public final class KeyOrder implements Comparator<String> {
  /** The only one. */
  public static final KeyOrder UTF_8 = new KeyOrder();

  private KeyOrder() {}

  @Override
  public int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return left.length() - right.length();
  }

  /** The least key that is greater than all below a prefix, which ends with {@code /}. */
  static String firstAfterAllBelow(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
  }

  /** Surrogates stand for characters above all others, but come before U+E000 to U+FFFF. */
  private static int rank(char c) {
    if (Character.isSurrogate(c)) {
      return c + 0x10000;
    }
    return c;
  }
}
