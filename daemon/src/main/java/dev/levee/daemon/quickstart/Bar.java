package dev.levee.daemon.quickstart;

import java.util.List;

/** Amounts as rows of blocks. */
final class Bar {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private Bar() {}

  /** How much of something is done, in this many characters. */
  static String of(long done, long all, int width) {
    int full = all <= 0 ? width : (int) Math.min(width, done * width / all);
    return "█".repeat(full) + "░".repeat(width - full);
  }

  /** Values as a row of columns, the largest as high as a line. */
  static String columns(List<Double> values) {
    double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder row = new StringBuilder();
    for (double value : values) {
      int level = largest <= 0 ? 0 : (int) (value / largest * (LEVELS.length() - 1));
      row.append(LEVELS.charAt(level));
    }
    return row.toString();
  }
}
