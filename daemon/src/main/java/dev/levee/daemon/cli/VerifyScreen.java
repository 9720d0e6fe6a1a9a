package dev.levee.daemon.cli;

import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.VerifyReport;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.verify.Checked;
import dev.levee.sync.verify.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code levee verify} found, as people read it. */
final class VerifyScreen {
  private final PrintWriter out;

  VerifyScreen(Terminal terminal) {
    this.out = terminal.out();
  }

  void show(VerifyReport.Group group) {
    out.printf(
        "%s: %s -> %s, %s%n",
        group.name(), group.effectivePrimaryRegion(), group.secondaryRegion(), summary(group));
    if (!group.tables().isEmpty()) {
      TextTable table = new TextTable("TABLE", "OUTCOME", "REPLICA", "CHECKED");
      group
          .tables()
          .forEach(each -> table.row(each.name(), outcome(each), version(each), checked(each)));
      out.print(table);
    }
    group.tables().forEach(this::details);
    out.flush();
  }

  private static String summary(VerifyReport.Group group) {
    List<String> parts = new ArrayList<>();
    for (VerifyReport.Result result : VerifyReport.Result.values()) {
      long count = group.tables().stream().filter(table -> table.outcome() == result).count();
      if (count > 0) {
        parts.add(count + " " + words(result));
      }
    }
    String tables = Wording.count(group.tables().size(), "table");
    return parts.isEmpty() ? tables : tables + ": " + String.join(", ", parts);
  }

  private static String words(VerifyReport.Result result) {
    return switch (result) {
      case EQUAL -> "equal";
      case BEHIND -> "behind";
      case INTACT -> "intact";
      case DIFFERENT -> "DIFFERENT";
      case UNREADABLE -> "UNREADABLE";
      case NOT_LIVE -> "not live";
    };
  }

  private static String outcome(VerifyReport table) {
    String words = words(table.outcome());
    return table.outcome() == VerifyReport.Result.BEHIND
        ? "behind by " + Wording.count(table.versionsBehind().orElse(0), "version")
        : words;
  }

  private static String version(VerifyReport table) {
    return table.version().isPresent() ? "v" + table.version().getAsLong() : "-";
  }

  /** Says for files whether sizes or bytes were compared: the one proves less than the other. */
  private static String checked(VerifyReport table) {
    Checked checked = table.checked();
    List<String> parts = new ArrayList<>();
    count(parts, checked.commitsByBytes(), "commit", " by bytes");
    count(parts, checked.commitsByEtag(), "commit", " by MD5 ETag");
    long commitsAlone = checked.commits() - checked.commitsByBytes() - checked.commitsByEtag();
    count(parts, commitsAlone, "commit", " in the replica alone");
    files(checked, parts);
    checked.rows().ifPresent(rows -> parts.add(Wording.count(rows, "row")));
    return String.join(", ", parts);
  }

  private static void files(Checked checked, List<String> parts) {
    long closer = checked.filesByBytes() + checked.filesByEtag();
    count(parts, checked.filesByBytes(), "file", " by bytes");
    count(parts, checked.filesByEtag(), "file", " by MD5 ETag");
    count(parts, checked.filesBySize() - closer, "file", " by size");
    long alone =
        checked.files()
            - checked.filesBySize()
            - checked.filesMissing()
            - checked.filesGoneFromBoth();
    count(parts, alone, "file", " in the replica alone");
    count(parts, checked.filesMissing(), "file", " MISSING");
    count(parts, checked.filesGoneFromBoth(), "file", " of older versions gone");
  }

  private static void count(List<String> parts, long number, String noun, String how) {
    if (number > 0) {
      parts.add(Wording.count(number, noun) + how);
    }
  }

  private void details(VerifyReport table) {
    if (table.problem().isPresent()) {
      out.println();
      out.printf(
          "%s: the %s cannot be read%n  %s%n",
          Wording.printable(table.name()),
          table.unreadableSide().orElseThrow().name().toLowerCase(Locale.ROOT),
          Wording.printable(table.problem().get()));
    }
    if (table.findingCount() == 0) {
      return;
    }
    out.println();
    out.printf(
        "%s: %s%n",
        Wording.printable(table.name()), Wording.count(table.findingCount(), "finding"));
    for (Finding finding : table.findings()) {
      out.printf(
          "  %s  %s%n    expected: %s%n    seen:     %s%n",
          finding.kind(),
          Wording.printable(finding.object()),
          Wording.printable(finding.expected()),
          Wording.printable(finding.seen()));
    }
    long further = table.findingCount() - table.findings().size();
    if (further > 0) {
      out.printf("  and %d more%n", further);
    }
  }
}
