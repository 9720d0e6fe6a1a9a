package dev.levee.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A chart is well-formed XML, whatever the names, and its bars are as long as their figures. */
class BarChartTest {
  private static final String ODD = "a <b> & \"c\" \u0007 – d";

  @Test
  void oddNamesAreEscapedAndBarsAreToScale() throws Exception {
    BarChart chart =
        new BarChart(
            ODD,
            ODD,
            List.of(
                new BarChart.Panel(
                    ODD,
                    List.of(
                        new BarChart.Bar(ODD, 40, 30, 60),
                        new BarChart.Bar("floor", 80, 80, 80)))));

    Document svg =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));

    assertThat(svg.getDocumentElement().getAttribute("aria-label")).contains("<b> & \"c\"");
    double own = width(svg, "own");
    assertThat(width(svg, "bar")).isEqualTo(2 * own);
    assertThat(svg.getDocumentElement().getTextContent()).contains("40.0 (30.0–60.0)");
  }

  private static double width(Document svg, String kind) {
    NodeList rectangles = svg.getElementsByTagName("rect");
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element rectangle = (Element) rectangles.item(i);
      if (rectangle.getAttribute("class").equals(kind)) {
        return Double.parseDouble(rectangle.getAttribute("width"));
      }
    }
    throw new AssertionError("no bar of kind " + kind);
  }

  @Test
  void nothingMeasuredIsNoReasonToFail() {
    BarChart.Bar none = new BarChart.Bar("none", 0, 0, 0);
    String svg = new BarChart("t", "s", List.of(new BarChart.Panel("p", List.of(none)))).svg();
    assertThat(svg).doesNotContain("NaN", "Infinity");
  }

  @Test
  void figuresOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new BarChart.Bar("x", 1, 2, 3)).hasMessageContaining("not in order");
  }
}
