package dev.levee.bench;

import dev.levee.bench.chart.BarChart;
import java.util.Arrays;
import java.util.List;

/** What came of a benchmark that compares clients. */
interface ComparisonReport extends Report {
  /** For people who look at pages. */
  BarChart chart();

  /** The median of a client's runs as a bar, with its extremes. */
  static BarChart.Bar bar(String client, double[] runs) {
    return new BarChart.Bar(
        client,
        Medians.of(Arrays.stream(runs)),
        Arrays.stream(runs).min().orElseThrow(),
        Arrays.stream(runs).max().orElseThrow());
  }

  /** Which peers were measured and which were not; empty where none were looked for. */
  static String peers(List<String> versions, List<String> notMeasured) {
    StringBuilder lines = new StringBuilder();
    if (!versions.isEmpty()) {
      lines.append("%nPeers: %s%n".formatted(String.join(", ", versions)));
    }
    if (!notMeasured.isEmpty()) {
      lines.append("%nNot measured: %s%n".formatted(String.join(", ", notMeasured)));
    }
    return lines.toString();
  }
}
