package dev.levee.daemon.report;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Amounts in words, as people like to read them. */
public final class Wording {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;
  private static final long DAY_MS = 24 * HOUR_MS;
  private static final String[] SIZE_UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Wording() {}

  /** A lag, such as {@code 1.2 s behind}. */
  public static String behind(OptionalLong lagMs) {
    return lagMs.isPresent() ? time(lagMs.getAsLong()) + " behind" : "not replicated yet";
  }

  /** A duration in its two largest units, such as {@code 1.2 s} or {@code 3 min 20 s}. */
  public static String time(long milliseconds) {
    if (milliseconds < MINUTE_MS) {
      return String.format(Locale.ROOT, "%.1f s", milliseconds / 1000.0);
    }
    if (milliseconds < HOUR_MS) {
      return milliseconds / MINUTE_MS + " min " + milliseconds % MINUTE_MS / 1000 + " s";
    }
    if (milliseconds < DAY_MS) {
      return milliseconds / HOUR_MS + " h " + milliseconds % HOUR_MS / MINUTE_MS + " min";
    }
    return milliseconds / DAY_MS + " d " + milliseconds % DAY_MS / HOUR_MS + " h";
  }

  /** The same for a duration. */
  public static String time(Duration duration) {
    return time(duration.toMillis());
  }

  /** A size, such as {@code 12.3 MiB}. */
  public static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= 1024 && unit < SIZE_UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, SIZE_UNITS[unit]);
  }

  /** A number with its noun, such as {@code 1 table} or {@code 3 tables}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** The text without what a terminal or a log would take for commands or new lines. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "\uFFFD");
  }
}
