package dev.levee.daemon.quickstart;

import dev.levee.daemon.report.EventReport;
import dev.levee.daemon.report.GroupReport;
import dev.levee.daemon.report.TableReport;
import java.util.List;

/**
 * What there is to see at one moment.
 *
 * @param group the group
 * @param tables its tables
 * @param events its newest events, oldest first
 * @param rates bytes a second of the last intervals, oldest first
 */
record Sight(
    GroupReport group, List<TableReport> tables, List<EventReport> events, List<Double> rates) {
  Sight {
    tables = List.copyOf(tables);
    events = List.copyOf(events);
    rates = List.copyOf(rates);
  }
}
