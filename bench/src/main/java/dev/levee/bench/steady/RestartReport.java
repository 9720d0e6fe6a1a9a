package dev.levee.bench.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.levee.bench.Report;
import dev.levee.bench.running.RequestSort;
import dev.levee.bench.running.Requests;
import dev.levee.daemon.report.Wording;

/**
 * What came of {@code restart}.
 *
 * @param tables how many, each with one commit of one file
 * @param firstSeconds from the first start until all were caught up: the first copy
 * @param seconds from the second start, of a fresh process, until all were caught up again
 * @param cpuSeconds what that process burnt until then, its own start included
 * @param requests of the second process about tables, until all were caught up
 * @param most of those of one table
 * @param otherRequests about folders and control records, until all were caught up
 * @param dataObjectsCopied by the second process
 */
record RestartReport(
    Conditions conditions,
    int tables,
    double firstSeconds,
    double seconds,
    double cpuSeconds,
    Requests requests,
    long most,
    Requests otherRequests,
    long dataObjectsCopied)
    implements Report {
  /** Requests of a table before it is ready, in the mean. */
  @JsonProperty("requests_per_table")
  double requestsPerTable() {
    return requests.number(RequestSort::isOfTables) / (double) tables;
  }

  @Override
  public String text() {
    return """
        %s replicated in %s s, stopped, and started again in a fresh process

        caught up after %s s, %s s of processors
        %d data objects copied (target: 0)
        %s requests a table before it is ready, at most %d (target: at most 2); %s with those about
        folders and control records

        %s
        Besides, about folders and control records:

        %s"""
        .formatted(
            Wording.count(tables, "table"),
            Figures.of(firstSeconds, 2),
            Figures.of(seconds, 2),
            Figures.of(cpuSeconds, 2),
            dataObjectsCopied,
            Figures.of(requestsPerTable(), 2),
            most,
            Figures.of(requestsPerTable() + otherRequests.number(any -> true) / (double) tables, 2),
            requests.text("TABLE", tables),
            otherRequests.text("TABLE", tables));
  }
}
