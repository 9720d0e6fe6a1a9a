package dev.levee.bench.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.levee.bench.Report;
import dev.levee.bench.running.Heap;
import dev.levee.bench.running.RequestSort;
import dev.levee.bench.running.Requests;
import dev.levee.daemon.report.Wording;
import java.time.Duration;

/**
 * What came of {@code idle}.
 *
 * @param tables how many, in which nothing happens
 * @param poll Levee's poll interval
 * @param rpo its target for the replication point
 * @param caughtUpSeconds from Levee's start until all were caught up
 * @param settlingSeconds from then until it had slowed down
 * @param slowedDown whether it had: to at most one poll of a table in a third of the target; if
 *     not, the figures are of a Levee that still slows down, or cannot keep up
 * @param seconds for how long it was measured
 * @param requests of that time
 * @param cpuShare of one processor
 * @param serverCpuShare of one processor, both servers together; -1 where it is not known
 * @param liveBytes of the heap after a whole collection at the end
 * @param heap since the start, the first copy included
 * @param peakResidentBytes of the process since its start
 */
record IdleReport(
    Conditions conditions,
    int tables,
    Duration poll,
    Duration rpo,
    double caughtUpSeconds,
    double settlingSeconds,
    boolean slowedDown,
    double seconds,
    Requests requests,
    double cpuShare,
    double serverCpuShare,
    long liveBytes,
    Heap heap,
    long peakResidentBytes)
    implements Report {
  private static final double SECONDS_PER_HOUR = 3600;

  /** How often tables were asked for their next commit. */
  @JsonProperty("polls")
  long polls() {
    return requests.number(RequestSort::isEmptyPoll);
  }

  /** How often tables were asked for their next commit, or whether they are still the same. */
  @JsonProperty("looks")
  long looks() {
    return requests.number(RequestSort::isLook);
  }

  /** Requests about tables for each look at one; 1 where there are none besides. */
  @JsonProperty("requests_per_look")
  double requestsPerLook() {
    return ofTables() / (double) looks();
  }

  private long ofTables() {
    return requests.number(RequestSort::isOfTables);
  }

  /** Requests about a table within the time in which all of it has to be replicated. */
  @JsonProperty("requests_per_table_and_rpo")
  double requestsPerTableAndRpo() {
    return ofTables() / (double) tables / seconds * rpo.toSeconds();
  }

  /** All requests, those about folders and control records included. */
  @JsonProperty("requests_per_table_hour")
  double requestsPerTableHour() {
    return requests.number(any -> true) / (double) tables / seconds * SECONDS_PER_HOUR;
  }

  /** How long a table waits from one look to the next, in the mean. */
  @JsonProperty("seconds_between_looks")
  double secondsBetweenLooks() {
    return seconds * tables / looks();
  }

  @Override
  public String text() {
    return """
        %s without commits, poll %s, RPO target %s, measured for %s s

        caught up after %s s, slowed down after %s s more%s
        a look at each table every %s s, of %s %s asked for the next commit, the others whether
        the newest one is still the same; %s requests for each look (target: at most 1)
        %s requests about a table within the RPO target
        %s requests a table and hour, %s a second
        %s of a processor (target: under 0.10); the servers %s
        heap: %s live (target: under 256 MiB); at most %s after a collection, %s with garbage
        peak RSS %s

        %s"""
        .formatted(
            Wording.count(tables, "table"),
            Wording.time(poll),
            Wording.time(rpo),
            Figures.of(seconds, 1),
            Figures.of(caughtUpSeconds, 1),
            Figures.of(settlingSeconds, 1),
            slowedDown ? "" : " (NOT slowed down: it was measured before)",
            Figures.of(secondsBetweenLooks(), 2),
            looks(),
            polls(),
            Figures.of(requestsPerLook(), 3),
            Figures.of(requestsPerTableAndRpo(), 2),
            Figures.of(requestsPerTableHour(), 1),
            Figures.of(requests.number(any -> true) / seconds, 1),
            Figures.of(cpuShare, 3),
            serverCpuShare < 0 ? "unknown" : Figures.of(serverCpuShare, 3),
            Wording.size(liveBytes),
            Wording.size(heap.peakAfterCollectionBytes()),
            Wording.size(heap.peakBytes()),
            Wording.size(peakResidentBytes),
            requests.text("TABLE AND HOUR", tables * seconds / SECONDS_PER_HOUR));
  }
}
