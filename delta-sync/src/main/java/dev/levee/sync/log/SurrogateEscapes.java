package dev.levee.sync.log;

/**
 * Checks that the escapes of JSON text, such as {@code \}{@code ud83d}, name whole characters: each
 * high surrogate directly before a low one. Works on raw bytes, across any division into buffers,
 * so that texts which nobody keeps are checked too. Unescaped surrogates are no UTF-8.
 */
final class SurrogateEscapes {
  private static final int TEXT = 0;
  private static final int BACKSLASH = 1;
  private static final int FIRST_DIGIT = 2;
  private static final int LAST_DIGIT = 5;

  private int state = TEXT;
  private int value;
  private boolean highBefore;

  /** The index of the first byte that shows half of a pair, or {@code to}. */
  int firstHalf(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((state != TEXT || highBefore || bytes[i] == '\\') && !accepts(bytes[i])) {
        return i;
      }
    }
    return to;
  }

  /** Forgets what is open: lines do not share texts. */
  void reset() {
    state = TEXT;
    highBefore = false;
  }

  private boolean accepts(byte next) {
    if (state == TEXT) {
      state = next == '\\' ? BACKSLASH : TEXT;
      return next == '\\' || !highBefore;
    }
    if (state == BACKSLASH) {
      state = next == 'u' ? FIRST_DIGIT : TEXT;
      value = 0;
      return next == 'u' || !highBefore;
    }
    int digit = Character.digit(next, 16);
    if (digit < 0) {
      reset();
      return true;
    }
    value = value << 4 | digit;
    state = state == LAST_DIGIT ? TEXT : state + 1;
    return state != TEXT || endsEscape();
  }

  private boolean endsEscape() {
    boolean low = Character.isLowSurrogate((char) value);
    boolean whole = low == highBefore;
    highBefore = Character.isHighSurrogate((char) value);
    return whole;
  }
}
