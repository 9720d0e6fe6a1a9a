package dev.levee.bench.steady;

import dev.levee.bench.running.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The requests of each table until it was caught up for the first time. A table that was left alone
 * for nearly a poll's interval, or whose next commit is asked for in vain a second time, had been
 * caught up before: that request and what follows it does not count.
 */
final class FirstPasses {
  /** Well over what a pass waits for between two requests, and less than any interval of polls. */
  private static final Duration LEFT_ALONE = Duration.ofMillis(900);

  private final List<Request> requests = new ArrayList<>();
  private final Map<String, Integer> byTable = new HashMap<>();

  /**
   * Sorts requests.
   *
   * @param recorded in the order in which they were answered
   */
  FirstPasses(List<Request> recorded) {
    Set<String> asked = new HashSet<>();
    Set<String> caughtUp = new HashSet<>();
    Map<String, Instant> last = new HashMap<>();
    for (Request request : recorded) {
      String table = Tables.name(request);
      Instant before = last.put(table, request.answered());
      boolean leftAlone =
          before != null && before.plus(LEFT_ALONE).isBefore(request.answered());
      if (leftAlone || request.isEmptyPoll() && !asked.add(table)) {
        caughtUp.add(table);
      }
      if (!caughtUp.contains(table)) {
        requests.add(request);
        byTable.merge(table, 1, Integer::sum);
      }
    }
  }

  /** Those that count. */
  List<Request> requests() {
    return requests;
  }

  /** The most of one table. */
  int most() {
    return byTable.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
