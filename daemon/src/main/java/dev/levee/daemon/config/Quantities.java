package dev.levee.daemon.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them. */
public final class Quantities {
  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,12})([a-zA-Z]*)");
  private static final Map<String, Duration> TIME_UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZE_UNITS =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Quantities() {}

  /**
   * Reads a duration such as {@code 500ms}, {@code 1s}, {@code 2m}, {@code 1h} or {@code 7d}.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static Duration duration(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches() || !TIME_UNITS.containsKey(shape.group(2))) {
      throw new IllegalArgumentException("'" + text + "' is no duration");
    }
    try {
      return TIME_UNITS.get(shape.group(2)).multipliedBy(Long.parseLong(shape.group(1)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too long", e);
    }
  }

  /**
   * Reads a size in bytes such as {@code 512KiB} or {@code 8MiB}.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static long bytes(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches() || !SIZE_UNITS.containsKey(shape.group(2))) {
      throw new IllegalArgumentException("'" + text + "' is no size");
    }
    try {
      return Math.multiplyExact(
          SIZE_UNITS.get(shape.group(2)).longValue(), Long.parseLong(shape.group(1)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is too large", e);
    }
  }
}
