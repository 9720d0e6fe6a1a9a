package dev.levee.daemon.cli;

import dev.levee.daemon.report.LossesReport;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Shows what failovers left behind. */
final class LossesScreen {
  private final PrintWriter out;

  LossesScreen(Terminal terminal) {
    this.out = terminal.out();
  }

  /** A failover in full: a line, and a table of tables. */
  void show(String group, LossesReport losses) {
    summary(group, losses);
    TextTable text =
        new TextTable("TABLE", "LAST VERSION", "COMMITTED", "FENCE", "KNOWN BEHIND", "LOST");
    for (LossesReport.Table table : losses.tables()) {
      text.row(
          table.name(),
          version(table.lastVersion()),
          time(table.lastCommitTime()),
          table.unfenced().orElse(version(table.fenceVersion())),
          table.seenInPrimary().isEmpty() ? "not known" : Long.toString(table.knownBehind()),
          ranges(table.lostVersions()));
    }
    out.print(text);
    out.flush();
  }

  /** A failover in one line, or two. */
  void summary(String group, LossesReport losses) {
    out.printf(
        "%s epoch %d: %s failover %s -> %s at %s%n",
        Wording.printable(group),
        losses.epoch(),
        losses.failoverType(),
        losses.fromRegion(),
        losses.toRegion(),
        time(Optional.of(losses.switchTime())));
    long behind = losses.tables().stream().filter(table -> table.knownBehind() > 0).count();
    out.printf(
        "%s: everything until %s is there; %s known to have had more in %s%n",
        losses.toRegion(),
        losses.replicationPoint().isEmpty() ? "(not known)" : time(losses.replicationPoint()),
        Wording.count(behind, "table"),
        losses.fromRegion());
    out.flush();
  }

  private static String version(OptionalLong version) {
    return version.isEmpty() ? "-" : "v" + version.getAsLong();
  }

  private static String time(Optional<Instant> time) {
    return time.map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()).orElse("-");
  }

  /** Such as {@code v17-v19}. */
  static String ranges(List<Long> versions) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < versions.size(); i++) {
      int first = i;
      while (i + 1 < versions.size() && versions.get(i + 1) == versions.get(i) + 1) {
        i++;
      }
      text.append(text.isEmpty() ? "v" : ", v").append(versions.get(first));
      if (i > first) {
        text.append("-v").append(versions.get(i));
      }
    }
    return text.isEmpty() ? "-" : text.toString();
  }
}
