package dev.levee.daemon.cli;

import dev.levee.daemon.report.SalvageReport;
import dev.levee.daemon.report.SalvageReport.Answer;
import dev.levee.daemon.report.SalvageReport.Commit;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.io.PrintWriter;
import java.util.List;

/** Shows what may be done, or was done, with a table's lost commits. */
final class SalvageScreen {
  private final PrintWriter out;

  SalvageScreen(Terminal terminal) {
    this.out = terminal.out();
  }

  void show(SalvageReport report) {
    TextTable text =
        new TextTable("VERSION", "TAKEN BY", "OPERATION", "ROWS", "FILES", "SIZE", "SALVAGE");
    for (Commit commit : report.commits()) {
      text.row(
          "v" + commit.version(),
          commit.region(),
          commit.operation().orElse("-"),
          commit.rows().isPresent() ? Long.toString(commit.rows().getAsLong()) : "-",
          Integer.toString(commit.files()),
          Wording.size(commit.bytes()),
          verdict(commit));
    }
    out.print(text);
    out.println();
    sums(report);
    out.flush();
  }

  private static String verdict(Commit commit) {
    String as = commit.asVersion().isPresent() ? " as v" + commit.asVersion().getAsLong() : "";
    return switch (commit.verdict()) {
      case RE_APPLICABLE -> "can be applied";
      case APPLIED -> (commit.appliedNow() ? "applied" : "was applied before") + as;
      case SENT_AGAIN -> "was sent again by its writer" + as;
      case NOTHING_TO_APPLY -> "needs nothing: " + commit.reason().orElse("");
      case NOT_RE_APPLICABLE -> "cannot be applied: " + commit.reason().orElse("");
    };
  }

  private void sums(SalvageReport report) {
    List<Commit> open = report.with(Answer.RE_APPLICABLE);
    List<Commit> done = report.commits().stream().filter(Commit::appliedNow).toList();
    if (!report.applied()) {
      out.printf(
          "%s can be applied to %s in %s: %s. %s%n",
          Wording.count(open.size(), "lost commit"),
          Wording.printable(report.name()),
          report.effectivePrimaryRegion(),
          amount(open),
          open.isEmpty() ? "There is nothing to do." : "Nothing was changed; --apply does it.");
    } else {
      out.printf(
          "%s applied to %s in %s: %s.%n",
          Wording.count(done.size(), "lost commit"),
          Wording.printable(report.name()),
          report.effectivePrimaryRegion(),
          amount(done));
    }
    int left = report.with(Answer.NOT_RE_APPLICABLE).size();
    if (left > 0) {
      out.printf(
          "%s cannot be applied and stay in quarantine: levee quarantine show %s %s%n",
          Wording.count(left, "lost commit"),
          Wording.printable(report.group()),
          Wording.printable(report.name()));
    }
  }

  private static String amount(List<Commit> commits) {
    boolean counted = commits.stream().allMatch(commit -> commit.rows().isPresent());
    String rows =
        counted
            ? Wording.count(commits.stream().mapToLong(c -> c.rows().getAsLong()).sum(), "row")
            : "rows not counted";
    return "%s, %s, %s"
        .formatted(
            rows,
            Wording.count(commits.stream().mapToInt(Commit::files).sum(), "file"),
            Wording.size(commits.stream().mapToLong(Commit::bytes).sum()));
  }
}
