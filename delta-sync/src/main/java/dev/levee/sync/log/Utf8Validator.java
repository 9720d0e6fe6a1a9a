package dev.levee.sync.log;

/**
 * Checks bytes against the well-formed sequences of UTF-8 (Unicode standard, table 3-7), across any
 * division into buffers. Overlong forms, surrogates and values beyond U+10FFFF are not well-formed.
 */
final class Utf8Validator {
  private int missing;
  private int lowest = 0x80;
  private int highest = 0xBF;

  /** The index of the first byte that cannot be, or {@code to}. */
  int firstInvalid(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int unsigned = bytes[i] & 0xFF;
      if (missing == 0 && unsigned < 0x80) {
        continue;
      }
      if (!(missing == 0 ? begins(unsigned) : continues(unsigned))) {
        return i;
      }
    }
    return to;
  }

  /** Whether the bytes so far end between two characters. */
  boolean isComplete() {
    return missing == 0;
  }

  private boolean begins(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return false;
    }
    missing = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return true;
  }

  private boolean continues(int next) {
    if (next < lowest || next > highest) {
      return false;
    }
    missing--;
    lowest = 0x80;
    highest = 0xBF;
    return true;
  }
}
