package dev.levee.daemon.cli;

import dev.levee.daemon.report.FailoverPreviewReport;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.group.FailoverType;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** Shows what a failover would find. */
final class PreviewScreen {
  private final PrintWriter out;

  PreviewScreen(Terminal terminal) {
    this.out = terminal.out();
  }

  void show(FailoverPreviewReport preview) {
    String from = preview.group().effectivePrimaryRegion();
    boolean planned = preview.failoverType() == FailoverType.PLANNED;
    out.printf(
        "Dry run: %s failover of %s: %s -> %s, %s. Nothing is changed.%n",
        planned ? "planned" : "forced",
        preview.group().name(),
        from,
        preview.targetPrimaryRegion(),
        Wording.behind(preview.group().replicationLagMs()));
    tables(preview);
    if (planned) {
      out.printf(
          "writers of %s: %s%n",
          from,
          preview
              .stopWrites()
              .map(how -> "stopped by Levee, " + Wording.printable(how))
              .orElse("have to be stopped first; the group has no stop_writes"));
    }
    preview
        .primaryOutOfReach()
        .ifPresent(why -> out.printf("%s cannot be looked at: %s%n", from, Wording.printable(why)));
    if (preview.waitsOutMs() > 0) {
      out.printf(
          "tables without a fence: the switch waits %s for requests of a paused daemon%n",
          Wording.time(preview.waitsOutMs()));
    }
    out.println(atRisk(preview, planned));
    out.println(
        preview.accepted()
            ? "would be accepted now (etag %s)".formatted(preview.group().etag())
            : "would be refused now: %s (%s)"
                .formatted(
                    Wording.printable(preview.message().orElse("")),
                    preview.refusal().orElseThrow()));
    out.flush();
  }

  private void tables(FailoverPreviewReport preview) {
    TextTable text =
        new TextTable(
            "TABLE",
            preview.group().effectivePrimaryRegion().toUpperCase(Locale.ROOT),
            preview.targetPrimaryRegion().toUpperCase(Locale.ROOT),
            "BEHIND",
            "FENCE",
            "HELD");
    for (FailoverPreviewReport.Table table : preview.tables()) {
      text.row(
          table.name(),
          version(table.primaryVersion()),
          table.secondaryVersion().isEmpty() ? "not live" : version(table.secondaryVersion()),
          table.commitsAtRisk() == 0
              ? "-"
              : "%s, %s"
                  .formatted(
                      Wording.count(table.commitsAtRisk(), "commit"),
                      Wording.size(table.bytesAtRisk())),
          table.unfenced().map(why -> "none: " + why).orElse(version(table.fenceVersion())),
          table.hold().orElse("-"));
    }
    out.print(text);
  }

  private static String atRisk(FailoverPreviewReport preview, boolean planned) {
    long commits =
        preview.tables().stream().mapToLong(FailoverPreviewReport.Table::commitsAtRisk).sum();
    long bytes =
        preview.tables().stream().mapToLong(FailoverPreviewReport.Table::bytesAtRisk).sum();
    long tables = preview.tables().stream().filter(table -> table.commitsAtRisk() > 0).count();
    if (preview.primaryOutOfReach().isPresent()) {
      return "data at risk: not known, everything since the replication point";
    }
    String behind =
        "%s of %s, %s"
            .formatted(
                Wording.count(commits, "commit"),
                Wording.count(tables, "table"),
                Wording.size(bytes));
    return planned
        ? "to be replicated before the switch: " + behind
        : "data at risk: " + behind + ", and what is written until the switch";
  }

  private static String version(OptionalLong version) {
    return version.isEmpty() ? "-" : "v" + version.getAsLong();
  }
}
