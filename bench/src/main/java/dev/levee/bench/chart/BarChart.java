package dev.levee.bench.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * Bars, a panel for each quantity, as SVG that is readable on light and dark backgrounds alike.
 * Each bar ends at the median; a whisker goes from the least to the most.
 *
 * @param title in large letters
 * @param subtitle below it
 */
public record BarChart(String title, String subtitle, List<Panel> panels) {
  private static final int WIDTH = 900;
  private static final int LABEL_WIDTH = 290;
  private static final int VALUE_WIDTH = 190;
  private static final int BAR_WIDTH = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
  private static final int MARGIN = 24;
  private static final int TITLE_HEIGHT = 64;
  private static final int HEADING_HEIGHT = 40;
  private static final int ROW_HEIGHT = 30;
  private static final int BAR_HEIGHT = 18;
  private static final int AXIS_HEIGHT = 46;
  private static final int LEGEND_HEIGHT = 18;
  private static final int TICKS = 4;
  private static final int SIGNIFICANT_DIGITS = 6;
  private static final String LEGEND =
      "A bar ends at the median of the runs; its whisker goes from the least to the most.";
  private static final String STYLE =
      """
      <style>
      text{font:13px system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;fill:#1f2328}
      .title{font-size:18px;font-weight:600}.heading{font-weight:600}
      .quiet{fill:#59636e}.tick{font-size:11px;fill:#59636e}
      .background{fill:#ffffff}.bar{fill:#8c98a5}.own{fill:#0f766e}
      .over{paint-order:stroke;stroke:#ffffff;stroke-width:5;stroke-linejoin:round}
      .whisker{stroke:#1f2328;stroke-width:1.5}.grid{stroke:#d1d9e0}
      @media (prefers-color-scheme:dark){text{fill:#e6edf3}.quiet,.tick{fill:#9198a1}
      .background{fill:#0d1117}.bar{fill:#6e7a87}.own{fill:#2dd4bf}
      .whisker{stroke:#e6edf3}.grid{stroke:#30363d}.over{stroke:#0d1117}}
      </style>
      """;

  /** Copies the list. */
  public BarChart {
    panels = List.copyOf(panels);
  }

  /**
   * One quantity.
   *
   * @param heading what it is, its unit, and which way is better
   */
  public record Panel(String heading, List<Bar> bars) {
    /** Checks that there is something to show. */
    public Panel {
      bars = List.copyOf(bars);
      if (bars.isEmpty()) {
        throw new IllegalArgumentException("a panel has bars: " + heading);
      }
    }

    private int height() {
      return HEADING_HEIGHT + bars.size() * ROW_HEIGHT + AXIS_HEIGHT;
    }

    /** The end of the axis: a round number that no bar or whisker passes. */
    private double end() {
      double most = bars.stream().mapToDouble(Bar::most).max().orElseThrow();
      double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9) / TICKS)));
      double step = power;
      for (double factor : new double[] {1, 2, 2.5, 3, 4, 5, 10}) {
        step = factor * power;
        if (step * TICKS >= most) {
          break;
        }
      }
      return step * TICKS;
    }
  }

  /**
   * One bar.
   *
   * @param label whose it is; the first bar of a panel is shown as the one that matters
   */
  public record Bar(String label, double median, double least, double most) {
    /** Checks that the median is within. */
    public Bar {
      if (!(0 <= least && least <= median && median <= most)) {
        throw new IllegalArgumentException(
            "not in order: %f, %f, %f".formatted(least, median, most));
      }
    }
  }

  /** The picture. */
  public String svg() {
    int height =
        MARGIN + TITLE_HEIGHT + panels.stream().mapToInt(Panel::height).sum() + LEGEND_HEIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
        """
            .formatted(WIDTH, height, WIDTH, height, escaped(title)));
    svg.append(STYLE);
    svg.append("<rect class=\"background\" width=\"100%\" height=\"100%\" rx=\"8\"/>\n");
    svg.append(text("title", "start", MARGIN, MARGIN + 14, title));
    svg.append(text("quiet", "start", MARGIN, MARGIN + 38, subtitle));
    int top = MARGIN + TITLE_HEIGHT;
    for (Panel panel : panels) {
      draw(svg, panel, top);
      top += panel.height();
    }
    svg.append(text("tick", "start", MARGIN, top, LEGEND));
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Panel panel, int top) {
    int rows = top + HEADING_HEIGHT;
    int bottom = rows + panel.bars().size() * ROW_HEIGHT;
    svg.append(text("heading", "start", MARGIN, top + 14, panel.heading()));
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = panel.end() * tick / TICKS;
      double x = LABEL_WIDTH + (double) BAR_WIDTH * tick / TICKS;
      svg.append(line("grid", x, rows - 4, x, bottom));
      svg.append(text("tick", "middle", x, bottom + 14, round(value)));
    }
    for (int i = 0; i < panel.bars().size(); i++) {
      draw(svg, panel.bars().get(i), i == 0 ? "own" : "bar", panel.end(), rows + i * ROW_HEIGHT);
    }
  }

  private static void draw(StringBuilder svg, Bar bar, String kind, double end, int top) {
    double scale = BAR_WIDTH / end;
    double middle = top + BAR_HEIGHT / 2.0;
    svg.append(text("", "end", LABEL_WIDTH - 10, middle + 4.5, bar.label()));
    svg.append(
        """
        <rect class="%s" x="%d" y="%d" width="%s" height="%d" rx="2"/>
        """
            .formatted(kind, LABEL_WIDTH, top, coordinate(bar.median() * scale), BAR_HEIGHT));
    double least = LABEL_WIDTH + bar.least() * scale;
    double most = LABEL_WIDTH + bar.most() * scale;
    svg.append(line("whisker", least, middle, most, middle));
    svg.append(line("whisker", least, middle - 4, least, middle + 4));
    svg.append(line("whisker", most, middle - 4, most, middle + 4));
    String value =
        "%s (%s–%s)".formatted(number(bar.median()), number(bar.least()), number(bar.most()));
    svg.append(text("over", "start", Math.max(most, LABEL_WIDTH) + 8, middle + 4.5, value));
  }

  private static String text(String style, String anchor, double x, double y, String text) {
    return """
        <text class="%s" text-anchor="%s" x="%s" y="%s">%s</text>
        """
        .formatted(style, anchor, coordinate(x), coordinate(y), escaped(text));
  }

  private static String line(String style, double x1, double y1, double x2, double y2) {
    return """
        <line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>
        """
        .formatted(style, coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
  }

  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Without digits that say nothing. */
  private static String round(double value) {
    return String.format(
        Locale.ROOT, "%,." + Math.max(0, rounded(value).scale()) + "f", rounded(value));
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(new MathContext(SIGNIFICANT_DIGITS)).stripTrailingZeros();
  }

  /** With about three digits. */
  private static String number(double value) {
    int decimals = value == 0 || value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** As XML wants it, without the characters that it cannot have. */
  private static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]", "\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
