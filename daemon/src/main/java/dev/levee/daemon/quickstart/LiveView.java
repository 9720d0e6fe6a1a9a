package dev.levee.daemon.quickstart;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.TableReport;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.engine.Progress;
import dev.levee.sync.engine.TableStatus;
import dev.levee.sync.group.GroupState;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The quickstart's picture of a group: lines of at most 78 characters, always as many. */
final class LiveView {
  private static final int WIDTH = 78;
  private static final int BAR = 40;
  private static final int EVENTS = 4;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final String ROW = "   %-24s %10s %10s %8s   ";

  private final Style style;
  private final String adminOption;

  /**
   * A view.
   *
   * @param adminOption what a command in a second terminal needs to find the daemon; may be empty
   */
  LiveView(Style style, String adminOption) {
    this.style = style;
    this.adminOption = adminOption;
  }

  List<String> lines(Sight sight) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(head(sight.group()));
    lines.addAll(copying(sight));
    lines.add("");
    lines.addAll(tables(sight));
    lines.add("");
    lines.addAll(events(sight.events()));
    lines.add("");
    lines.addAll(help(sight.group()));
    return lines;
  }

  private List<String> head(GroupReport group) {
    String way =
        "%s  %s  %s"
            .formatted(
                style.bold(group.effectivePrimaryRegion()),
                style.accent("━━━━━━━━▶"),
                style.bold(group.secondaryRegion()));
    String lag = Wording.behind(group.replicationLagMs());
    String point =
        group.replicationPoint().map(time -> CLOCK.format(time) + " UTC").orElse("none yet");
    return List.of(
        "   " + style.bold("LEVEE") + "  " + group.name() + "   " + way,
        "",
        field("state", state(group)),
        field("replication point", point + "   " + style.bold(lag)));
  }

  private String state(GroupReport group) {
    String state = group.state() + (group.paused() ? ", paused" : "");
    String shown =
        switch (group.state()) {
          case ACTIVE -> style.good(state);
          case CREATING, INITIAL_REPLICATION, FAILING_OVER, DELETING -> style.waiting(state);
          case FAILOVER_FAILED, CREATION_FAILED, DELETION_FAILED -> style.bad(state);
        };
    String problem = group.problem().map(text -> "   " + cut(text, 40)).orElse("");
    return shown + style.bad(problem);
  }

  private static String field(String name, String value) {
    return "   %-18s %s".formatted(name, value);
  }

  private List<String> copying(Sight sight) {
    Progress progress = sight.group().progress();
    List<Double> rates = sight.rates();
    double now =
        rates.stream().skip(Math.max(0, rates.size() - 4)).mapToDouble(r -> r).average().orElse(0);
    String speed = "%s/s  %s".formatted(Wording.size((long) now), style.accent(Bar.columns(rates)));
    String copied =
        "%s, %s   %s"
            .formatted(
                Wording.count(progress.filesCopied(), "file"),
                Wording.size(progress.bytesCopied()),
                speed);
    return List.of(field("copied", copied), field(barName(sight), bar(progress)));
  }

  private static String barName(Sight sight) {
    boolean first =
        sight.group().state() == GroupState.INITIAL_REPLICATION
            || sight.group().state() == GroupState.CREATING
            || sight.tables().stream()
                .anyMatch(table -> table.phase() == TableStatus.Phase.BOOTSTRAPPING);
    return first ? "first replication" : "replicated";
  }

  private String bar(Progress progress) {
    long all = progress.filesCopied() + progress.filesPending();
    String bar = Bar.of(progress.filesCopied(), all, BAR);
    String left =
        progress.filesPending() == 0 ? "nothing left" : progress.filesPending() + " files left";
    return (progress.filesPending() == 0 ? style.good(bar) : style.waiting(bar)) + " " + left;
  }

  private List<String> tables(Sight sight) {
    List<String> lines = new ArrayList<>();
    GroupReport group = sight.group();
    lines.add(
        style.dim(
            ROW.formatted(
                    "TABLE", group.effectivePrimaryRegion(), group.secondaryRegion(), "BEHIND")
                + "STATE"));
    for (TableReport table : sight.tables()) {
      lines.add(
          ROW.formatted(
                  cut(table.name(), 24),
                  version(table.primaryVersion()),
                  version(table.secondaryVersion()),
                  behind(table))
              + state(table));
    }
    if (sight.tables().isEmpty()) {
      lines.add(style.dim("   looking for tables"));
    }
    return lines;
  }

  private static String version(OptionalLong version) {
    return version.isPresent() ? "v" + version.getAsLong() : "-";
  }

  private static String behind(TableReport table) {
    if (table.primaryVersion().isEmpty() || table.secondaryVersion().isEmpty()) {
      return "-";
    }
    long behind = table.primaryVersion().getAsLong() - table.secondaryVersion().getAsLong();
    return behind == 0 ? "0" : Long.toString(Math.max(0, behind));
  }

  private String state(TableReport table) {
    return switch (table.phase()) {
      case TAILING -> style.good("● live");
      case BOOTSTRAPPING -> style.waiting("◐ first copy");
      case DISCOVERED -> style.dim("○ found");
      case HELD -> style.bad("✗ held" + table.hold().map(hold -> ": " + hold.reason()).orElse(""));
    };
  }

  private List<String> events(List<EventReport> events) {
    List<String> lines = new ArrayList<>();
    for (EventReport event : events.subList(Math.max(0, events.size() - EVENTS), events.size())) {
      String table =
          event
              .table()
              .filter(name -> !event.message().contains(name))
              .map(n -> n + ": ")
              .orElse("");
      String line = CLOCK.format(event.time()) + "  " + Wording.printable(table + event.message());
      lines.add("   " + style.dim(cut(line, WIDTH - 3)));
    }
    while (lines.size() < EVENTS) {
      lines.add("");
    }
    return lines;
  }

  private List<String> help(GroupReport group) {
    String failover =
        "./levee failover %s --to %s --planned".formatted(group.name(), group.secondaryRegion());
    return List.of(
        style.dim("   In a second terminal:"),
        "     ./levee status" + adminOption + style.dim("   (or: tables, events --follow)"),
        "     " + failover + adminOption,
        style.dim("   Ctrl-C ends it."));
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
