package dev.levee.sync.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as texts: {@link Instant#parse} and {@link Instant#toString} for the forms that stores
 * write, of which a listing has thousands and each copy one. Java's formatter, which takes the
 * other forms too, is made for all calendars and languages: to load it alone is a part of a start.
 */
public final class Timestamps {
  /** Each zero stands for a digit. */
  private static final String SECONDS = "0000-00-00T00:00:00";

  private static final int FRACTION_AT = SECONDS.length() + 1;
  private static final int MOST_DIGITS = 9;
  private static final int SECONDS_OF_DAY = 86_400;
  private static final int NANOS_OF_MILLISECOND = 1_000_000;
  private static final int NANOS_OF_MICROSECOND = 1_000;

  private Timestamps() {}

  /**
   * The time that a text says.
   *
   * @throws DateTimeException when it says none
   */
  public static Instant parse(String text) {
    if (!isPlain(text)) {
      return Instant.parse(text);
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    long minutes = number(text, 11, 13) * 60L + number(text, 14, 16);
    long seconds = date.toEpochDay() * SECONDS_OF_DAY + minutes * 60 + number(text, 17, 19);
    return Instant.ofEpochSecond(seconds, nanos(text));
  }

  /** Whether it has the usual form, is no leap second, and not the midnight at a day's end. */
  private static boolean isPlain(String text) {
    int end = text.length() - 1;
    if (end < SECONDS.length() || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < SECONDS.length(); i++) {
      char form = SECONDS.charAt(i);
      if (form == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != form) {
        return false;
      }
    }
    return number(text, 11, 13) < 24
        && number(text, 14, 16) < 60
        && number(text, 17, 19) < 60
        && (end == SECONDS.length() || isFraction(text, end));
  }

  private static boolean isFraction(String text, int end) {
    int digits = end - FRACTION_AT;
    if (text.charAt(FRACTION_AT - 1) != '.' || digits < 1 || digits > MOST_DIGITS) {
      return false;
    }
    for (int i = FRACTION_AT; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int nanos(String text) {
    int nanos = 0;
    for (int i = FRACTION_AT; i < FRACTION_AT + MOST_DIGITS; i++) {
      nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** As {@link Instant#toString}: to the second, or with three, six or nine digits behind it. */
  public static String text(Instant time) {
    long seconds = time.getEpochSecond();
    int ofDay = Math.floorMod(seconds, SECONDS_OF_DAY);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_OF_DAY));
    if (date.getYear() < 0 || date.getYear() > 9999) {
      return time.toString();
    }
    StringBuilder text = new StringBuilder(FRACTION_AT + MOST_DIGITS + 1);
    append(text, date.getYear(), 4).append('-');
    append(text, date.getMonthValue(), 2).append('-');
    append(text, date.getDayOfMonth(), 2).append('T');
    append(text, ofDay / 3600, 2).append(':');
    append(text, ofDay / 60 % 60, 2).append(':');
    append(text, ofDay % 60, 2);
    appendFraction(text, time.getNano());
    return text.append('Z').toString();
  }

  private static void appendFraction(StringBuilder text, int nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    if (nanos % NANOS_OF_MILLISECOND == 0) {
      append(text, nanos / NANOS_OF_MILLISECOND, 3);
    } else if (nanos % NANOS_OF_MICROSECOND == 0) {
      append(text, nanos / NANOS_OF_MICROSECOND, 6);
    } else {
      append(text, nanos, MOST_DIGITS);
    }
  }

  private static StringBuilder append(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    for (int i = plain.length(); i < digits; i++) {
      text.append('0');
    }
    return text.append(plain);
  }
}
