package dev.levee.bench.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.levee.bench.Report;
import dev.levee.bench.running.Answer;
import dev.levee.bench.running.ObjectKind;
import dev.levee.bench.running.RequestSort;
import dev.levee.bench.running.Requests;
import dev.levee.bench.running.Side;
import dev.levee.daemon.report.Wording;

/**
 * What came of {@code failover}.
 *
 * @param tables how many, each with one commit
 * @param seconds from the request until the roles had changed
 * @param requests of that time
 * @param floorSeconds for as many plain GETs, and then PUTs, of one commit each
 */
record FailoverReport(
    Conditions conditions, int tables, double seconds, Requests requests, double floorSeconds)
    implements Report {
  /** Levee's time over the floor's. */
  @JsonProperty("of_floor")
  double ofFloor() {
    return seconds / floorSeconds;
  }

  /** About tables, in the region that survived. */
  @JsonProperty("requests_per_table")
  double requestsPerTable() {
    return requests.number(sort -> sort.side() == Side.SECONDARY && sort.isOfTables())
        / (double) tables;
  }

  /** To the primary, which was gone; without those that were under way when it went. */
  @JsonProperty("requests_to_primary")
  long requestsToPrimary() {
    return requests.number(FailoverReport::isInVain);
  }

  private static boolean isInVain(RequestSort sort) {
    return sort.side() == Side.PRIMARY && sort.answer() == Answer.FAILED;
  }

  @Override
  public String text() {
    return """
        %s, forced failover with the primary gone

        switched after %s s (target: under 10), %s times the floor of a GET and a PUT each (%s s)
        %s requests a table in the region that survives (target: at most 3)
        %d requests to the primary in vain, %d of them about tables

        %s"""
        .formatted(
            Wording.count(tables, "table"),
            Figures.of(seconds, 3),
            Figures.of(ofFloor(), 2),
            Figures.of(floorSeconds, 3),
            Figures.of(requestsPerTable(), 2),
            requestsToPrimary(),
            requests.number(sort -> isInVain(sort) && sort.object() != ObjectKind.CONTROL),
            requests.text("TABLE", tables));
  }
}
