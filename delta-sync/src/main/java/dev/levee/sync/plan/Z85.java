package dev.levee.sync.plan;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The Z85 encoding (ZeroMQ RFC 32): five characters for four bytes, big-endian. */
public final class Z85 {
  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
  private static final int[] DIGITS = new int[128];

  static {
    Arrays.fill(DIGITS, -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      DIGITS[ALPHABET.charAt(i)] = i;
    }
  }

  private Z85() {}

  /** The UUID that 20 characters encode, or empty when they encode none. */
  public static Optional<UUID> uuid(String encoded) {
    if (encoded.length() != 20) {
      return Optional.empty();
    }
    long[] words = new long[4];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(encoded, i * 5);
      if (words[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new UUID(words[0] << 32 | words[1], words[2] << 32 | words[3]));
  }

  /** Whether a text stands for bytes: five characters of the alphabet for each four. */
  static boolean isEncoded(String text) {
    if (text.length() % 5 != 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i += 5) {
      if (word(text, i) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Four bytes as an unsigned number, or -1. */
  private static long word(String encoded, int from) {
    long word = 0;
    for (int i = from; i < from + 5; i++) {
      char c = encoded.charAt(i);
      if (c >= DIGITS.length || DIGITS[c] < 0) {
        return -1;
      }
      word = word * 85 + DIGITS[c];
    }
    return word <= 0xFFFF_FFFFL ? word : -1;
  }
}
