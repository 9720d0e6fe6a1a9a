package dev.levee.bench.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.levee.bench.Report;
import dev.levee.bench.running.Requests;
import dev.levee.daemon.report.TextTable;
import java.util.List;

/**
 * What came of {@code commit}.
 *
 * @param newFiles how many files the new commit adds
 * @param sizes each size of the table that was measured
 */
record CommitReport(Conditions conditions, int newFiles, List<Size> sizes) implements Report {
  /**
   * One size of the table.
   *
   * @param files how many files its log names before the new commit
   * @param caughtUpSeconds from Levee's start until it had found both sides equal
   * @param lagMillis from where the commit was visible in the primary to where it was in the
   *     secondary
   * @param requests about the table in that time, without polls before the commit was found
   * @param peakHeapBytes of Levee's, garbage included
   */
  record Size(
      int files, double caughtUpSeconds, double lagMillis, Requests requests, long peakHeapBytes) {
    /** All of them. */
    long number() {
      return requests.number(any -> true);
    }
  }

  /** One GET of the log, one copy of each file (a GET and a PUT between two services), one PUT. */
  @JsonProperty("target_requests")
  int targetRequests() {
    return 2 + 2 * newFiles;
  }

  @Override
  public String text() {
    TextTable table = new TextTable("FILES IN TABLE", "CAUGHT UP S", "LAG MS", "REQUESTS");
    StringBuilder details = new StringBuilder();
    for (Size size : sizes) {
      table.row(
          Integer.toString(size.files()),
          Figures.of(size.caughtUpSeconds(), 2),
          Figures.of(size.lagMillis(), 0),
          Long.toString(size.number()));
      details
          .append("\nwith %d files:%n%n".formatted(size.files()))
          .append(size.requests().text("NEW FILE", newFiles));
    }
    return "one new commit of %d files (target: %d requests, whatever the table's size)%n%n%s%s"
        .formatted(newFiles, targetRequests(), table, details);
  }
}
