package dev.levee.daemon.cli;

import dev.levee.daemon.report.EventReport;
import dev.levee.sync.engine.ReplicationEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an operator should look at, in few lines: the same warning of many tables is one line. */
final class Warnings {
  private static final int MOST_LINES = 20;

  private Warnings() {}

  static List<String> lines(List<EventReport> events) {
    Map<String, List<String>> tablesByWarning = new LinkedHashMap<>();
    for (EventReport event : events) {
      if (event.kind() == ReplicationEvent.Kind.WARNING) {
        tablesByWarning
            .computeIfAbsent(event.message(), unused -> new ArrayList<>())
            .add(event.table().orElse(""));
      }
    }
    List<String> lines = new ArrayList<>();
    tablesByWarning.forEach((warning, tables) -> lines.add(line(warning, tables)));
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
    first.add("and %d more; --json has all of them".formatted(lines.size() - MOST_LINES));
    return first;
  }

  private static String line(String warning, List<String> tables) {
    String first = tables.get(0);
    if (first.isEmpty()) {
      return warning;
    }
    String whose = tables.size() == 1 ? first : first + " and %d more".formatted(tables.size() - 1);
    return whose + ": " + warning;
  }
}
