package dev.levee.bench.running;

import java.util.List;

/**
 * Requests one by one.
 *
 * @param requests in the order in which they were answered, or nearly
 */
public record Recorded(List<Request> requests) {
  /** Copies the list. */
  public Recorded {
    requests = List.copyOf(requests);
  }
}
