package dev.levee.bench.steady;

import java.util.Locale;

/** Numbers as the reports write them. */
final class Figures {
  private Figures() {}

  static String of(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
