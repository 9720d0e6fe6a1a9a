package dev.levee.daemon.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What came to one group's stable URL since the daemon started. Safe to use from any thread. */
public final class StableUrlTraffic {
  /** Who a request was answered by, and how. */
  public enum Outcome {
    /** The primary's catalog server, whatever it said. */
    PRIMARY,
    /** The catalog replica. */
    REPLICA,
    /** Nobody was asked: the request was not one that goes on, or may not go on now. */
    REFUSED,
    /** Nobody could answer, or the answer broke off. */
    FAILED
  }

  private final String group;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Map<Outcome, LongAdder> requests = new EnumMap<>(Outcome.class);

  /** Nothing came yet. */
  public StableUrlTraffic(String group) {
    this.group = group;
    for (Outcome outcome : Outcome.values()) {
      requests.put(outcome, new LongAdder());
    }
  }

  /** Whose stable URL it is. */
  public String group() {
    return group;
  }

  /** A request has come. */
  public void begins() {
    inFlight.incrementAndGet();
  }

  /** It was answered to the end, or was not. */
  public void ends(Outcome outcome) {
    requests.get(outcome).increment();
    inFlight.decrementAndGet();
  }

  /** How many requests are under way. */
  public int inFlight() {
    return inFlight.get();
  }

  /** How many requests ended so. */
  public long requests(Outcome outcome) {
    return requests.get(outcome).sum();
  }
}
