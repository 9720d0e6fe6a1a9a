package dev.levee.bench.steady;

import dev.levee.bench.running.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The requests of each table until it was caught up for the first time. A table whose next commit
 * is asked for in vain a second time had been caught up before: that poll and what follows it does
 * not count.
 */
final class FirstPasses {
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
    for (Request request : recorded) {
      String table = Tables.name(request);
      if (request.isEmptyPoll() && !asked.add(table)) {
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
