package dev.levee.daemon.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/** A drill's report as a page that people read and file; it needs nothing else to be shown. */
public final class DrillPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>%s</title><style>
      body{font:15px/1.5 system-ui,sans-serif;margin:2.5rem auto;max-width:62rem;padding:0 1rem;color:#1c2430}
      h1{font-size:1.5rem;margin:0 0 .25rem} .verdict{font-weight:600;padding:.15rem .6rem;border-radius:.3rem}
      .PASSED{background:#d9f2e1;color:#14532d} .FAILED{background:#fde0e0;color:#7f1d1d}
      dl{display:grid;grid-template-columns:14rem 1fr;gap:.25rem 1rem;margin:1.25rem 0} dt{color:#5b6675}
      dd{margin:0} table{border-collapse:collapse;width:100%%} th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #dfe4ea}
      td.n{text-align:right;font-variant-numeric:tabular-nums} footer{margin-top:2rem;color:#5b6675;font-size:.85rem}
      </style></head><body>
      """;

  private final DrillDocument drill;

  /** The page of one drill. */
  public DrillPage(DrillDocument drill) {
    this.drill = drill;
  }

  /**
   * The page.
   *
   * @param json the same report as it is kept; its digest stands on the page
   */
  public String html(byte[] json) {
    String verdict = drill.passed() ? "PASSED" : "FAILED";
    StringBuilder page = new StringBuilder();
    page.append(HEAD.formatted(text("Failover drill of " + drill.group())));
    page.append("<h1>Failover drill of ").append(text(drill.group())).append("</h1>\n");
    page.append("<p><span class=\"verdict %1$s\">%1$s</span> ".formatted(verdict))
        .append(text(sentence()))
        .append("</p>\n<dl>");
    row(page, "Signed off by", drill.signedOffBy());
    row(page, "Began", drill.beginTime().toString());
    row(page, "Ended", drill.endTime().toString());
    row(page, "Region that would take over", drill.targetRegion());
    row(page, "Region withheld", drill.withheldRegion());
    row(page, "Replication point", drill.replicationPoint().map(Object::toString).orElse("none"));
    row(page, "A forced failover would take", failoverTime());
    row(page, "Runs to finish first", Integer.toString(drill.pendingRuns()));
    page.append("</dl>\n");
    tables(page);
    page.append("<footer>Levee ")
        .append(text(drill.leveeVersion()))
        .append(", etag ")
        .append(text(drill.etag()))
        .append(". SHA-256 of the report in JSON: ")
        .append(sha256(json))
        .append("</footer></body></html>\n");
    return page.toString();
  }

  /** What came of it, in a sentence. */
  public String sentence() {
    long unreadable = drill.tables().stream().filter(t -> t.problem().isPresent()).count();
    String read =
        "%s read, %s"
            .formatted(
                Wording.count(drill.tables().size() - unreadable, "table"),
                Wording.count(drill.rows(), "row"));
    return unreadable == 0
        ? read + "; all of them can be read without " + drill.withheldRegion() + "."
        : read + "; " + Wording.count(unreadable, "table") + " cannot be read.";
  }

  /** What a failover would take, and how that is known. */
  public String failoverTime() {
    String parts =
        "%s (%s measured, %s of %d ms measured"
            .formatted(
                Wording.time(drill.failoverTimeMs()),
                Wording.time(drill.preparationMs()),
                Wording.count(drill.requests(), "request"),
                drill.requestMs());
    return drill.waitingMs() == 0
        ? parts + ")"
        : parts
            + ", "
            + Wording.time(drill.waitingMs())
            + " of waiting: a table can have no fence)";
  }

  private void tables(StringBuilder page) {
    page.append(
        "<table><tr><th>Table</th><th>Version</th><th>Rows</th><th>Read in</th><th>Fence</th><th>Result</th></tr>\n");
    for (DrillDocument.Table table : drill.tables()) {
      page.append("<tr><td>").append(text(table.name())).append("</td>");
      number(page, table.version());
      number(page, table.rows());
      page.append("<td class=\"n\">").append(Wording.time(table.readMs())).append("</td><td>");
      page.append(text(table.unfenced().map(why -> "none: " + why).orElse("yes")));
      page.append("</td><td>").append(text(table.problem().orElse("read"))).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private static void number(StringBuilder page, OptionalLong number) {
    page.append("<td class=\"n\">")
        .append(number.isPresent() ? Long.toString(number.getAsLong()) : "-")
        .append("</td>");
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("<dt>%s</dt><dd>%s</dd>\n".formatted(text(name), text(value)));
  }

  private static String text(String any) {
    return Optional.of(Wording.printable(any))
        .map(t -> t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        .map(t -> t.replace("\"", "&quot;").replace("'", "&#39;"))
        .get();
  }

  private static String sha256(byte[] json) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The page's bytes. */
  public byte[] bytes(byte[] json) {
    return html(json).getBytes(StandardCharsets.UTF_8);
  }
}
