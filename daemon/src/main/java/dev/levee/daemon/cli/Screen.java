package dev.levee.daemon.cli;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.MirrorReport;
import dev.levee.daemon.report.StableUrlReport;
import dev.levee.daemon.report.TableReport;
import dev.levee.daemon.report.TextTable;
import dev.levee.daemon.report.Wording;
import dev.levee.sync.engine.GroupStatus;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Answers as people read them. */
final class Screen {
  private final PrintWriter out;

  Screen(Terminal terminal) {
    this.out = terminal.out();
  }

  void groups(List<GroupReport> groups) {
    TextTable table =
        new TextTable(
            "GROUP", "STATE", "PRIMARY", "SECONDARY", "REPLICATED", "TABLES", "HELD", "NOTE");
    for (GroupReport group : groups) {
      table.row(
          group.name(),
          group.state().name(),
          group.effectivePrimaryRegion(),
          group.secondaryRegion(),
          Wording.behind(group.replicationLagMs()),
          Integer.toString(group.tables()),
          Integer.toString(group.heldTables()),
          note(group));
    }
    out.print(table);
    out.flush();
  }

  /** Where a group's stable URL leads, in one line. */
  void stableUrl(StableUrlReport url) {
    String served =
        switch (url.serving()) {
          case PRIMARY -> "the catalog server of " + url.effectivePrimaryRegion();
          case REPLICA -> "the catalog replica, read-only";
          case NOBODY -> "nobody";
        };
    out.println("stable URL of %s: %s -> %s".formatted(url.group(), url.url(), served));
    out.flush();
  }

  private static String note(GroupReport group) {
    List<String> notes = new ArrayList<>();
    if (group.paused()) {
      notes.add("paused");
    }
    if (group.role() == GroupStatus.Role.STANDBY) {
      notes.add("standby, owner " + (group.owner().isBlank() ? "unknown" : group.owner()));
    }
    if (group.role() == GroupStatus.Role.OWNER && !group.standbys().isEmpty()) {
      notes.add("owner " + group.owner());
    }
    if (!group.standbys().isEmpty()) {
      notes.add("standing by: " + String.join(", ", group.standbys()));
    }
    group.problem().ifPresent(notes::add);
    return String.join("; ", notes);
  }

  void tables(List<TableReport> tables) {
    TextTable text =
        new TextTable("TABLE", "STATE", "PRIMARY", "SECONDARY", "FILES COPIED", "BYTES COPIED");
    for (TableReport table : tables) {
      text.row(
          table.name(),
          table.hold().map(hold -> "HELD " + hold.reason()).orElse(table.phase().name()),
          version(table.primaryVersion()),
          version(table.secondaryVersion()),
          Long.toString(table.progress().filesCopied()),
          Wording.size(table.progress().bytesCopied()));
    }
    out.print(text);
    held(tables);
    tables.stream().filter(table -> table.possiblyUnreplicatedCommits() > 0).forEach(this::tail);
    out.flush();
  }

  private static String version(OptionalLong version) {
    return version.isPresent() ? "v" + version.getAsLong() : "-";
  }

  /** Mirrored prefixes; nothing where there are none. */
  void mirrors(List<MirrorReport> mirrors) {
    if (mirrors.isEmpty()) {
      return;
    }
    TextTable text = new TextTable("MIRROR", "STATE", "OBJECTS", "SIZE", "COPIED", "BYTES COPIED");
    for (MirrorReport mirror : mirrors) {
      text.row(
          mirror.name(),
          mirror
              .hold()
              .map(hold -> "HELD " + hold.reason())
              .orElse(mirror.replicationPoint().isPresent() ? "MIRRORED" : "COPYING"),
          Long.toString(mirror.objects()),
          Wording.size(mirror.bytes()),
          Long.toString(mirror.progress().filesCopied()),
          Wording.size(mirror.progress().bytesCopied()));
    }
    out.println();
    out.print(text);
    heldMirrors(mirrors);
  }

  /** Why tables are held, and what to do about it. */
  void held(List<TableReport> tables) {
    tables.forEach(table -> table.hold().ifPresent(hold -> held(table.name(), hold)));
    out.flush();
  }

  /** The same of mirrored prefixes. */
  void heldMirrors(List<MirrorReport> mirrors) {
    mirrors.forEach(mirror -> mirror.hold().ifPresent(hold -> held(mirror.name(), hold)));
    out.flush();
  }

  private void held(String name, TableReport.HoldReport hold) {
    out.println();
    out.println(
        Wording.printable(name)
            + " is held: "
            + hold.reason()
            + hold.since().map(since -> " since " + since).orElse(""));
    out.println("  found:  " + Wording.printable(hold.detail()));
    out.println("  remedy: " + Wording.printable(hold.remedy()));
  }

  private void tail(TableReport table) {
    out.println();
    out.println(
        "%s has %d commits that are possibly unreplicated: a catalog or commit service may have ratified them, and the log does not show them"
            .formatted(Wording.printable(table.name()), table.possiblyUnreplicatedCommits()));
  }

  void event(String group, EventReport event) {
    String table =
        event.table().filter(name -> !event.message().contains(name)).map(n -> n + ": ").orElse("");
    out.println(
        event.time().truncatedTo(ChronoUnit.MILLIS)
            + "  "
            + Wording.printable(group + "  " + event.kind() + "  " + table + event.message()));
    out.flush();
  }
}
