package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.ReplicationSettings;
import dev.levee.sync.engine.table.PassResult;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a table's next pass is due; while one is under way none is, and what is wanted meanwhile is
 * another one. Times are readings of the monotonic clock. Used by the group's thread only, but for
 * whether a pass is under way, which is read from any.
 */
final class TableTurns {
  /** Tables at rest come up together this often, so that not each of them wakes a thread. */
  private static final long TOGETHER_EVERY = Duration.ofMillis(50).toNanos();

  private static final long TOGETHER_ABOVE = Duration.ofSeconds(1).toNanos();

  private final TableEntry table;
  private final DueTables waiting;
  private final PollPace pace;
  private volatile boolean inFlight;
  private long dueAt;
  private OptionalLong wantedAt = OptionalLong.empty();
  private long passBegunAt;

  /**
   * Turns of a table that is not due yet.
   *
   * @param waiting takes the table while no pass of it is under way
   */
  TableTurns(TableEntry table, DueTables waiting) {
    this.table = table;
    this.waiting = waiting;
    this.pace = new PollPace(table.id());
  }

  /** Somebody wants to know: it is due now, and soon again. */
  void wanted(long now) {
    pace.wanted();
    dueNow(now);
  }

  /** A notification says that this version is there. */
  void announced(long version) {
    pace.announced(version);
  }

  void dueNow(long now) {
    wantedAt = OptionalLong.of(now);
    dueAt(now);
  }

  /** It is due then, or when it is wanted. */
  void dueAt(long next) {
    dueAt = wantedAt.orElse(next);
    if (!inFlight) {
      waiting.put(table, dueAt);
    }
  }

  /** It is due when its pace says so. */
  void dueByPace(long now, ReplicationSettings settings) {
    long interval = pace.interval(settings).toNanos();
    long next = now + interval;
    dueAt(interval < TOGETHER_ABOVE ? next : next - Math.floorMod(next, TOGETHER_EVERY));
  }

  /** A pass has found both sides equal. */
  void caughtUp(PassResult.CaughtUp result) {
    pace.caughtUp(result, wantedAt.isPresent());
  }

  /** Whether it comes up rarely, and nobody wants it to come up now. */
  boolean isAtRest(ReplicationSettings settings) {
    return wantedAt.isEmpty() && pace.isAtRest(settings);
  }

  boolean isInFlight() {
    return inFlight;
  }

  void passBegins(long now) {
    keepPassesAway();
    passBegunAt = now;
    wantedAt = OptionalLong.empty();
  }

  /** When the last pass began. */
  long passBegunAt() {
    return passBegunAt;
  }

  /** Until it is released. */
  void keepPassesAway() {
    inFlight = true;
    waiting.remove(table);
  }

  void release() {
    inFlight = false;
    waiting.put(table, dueAt);
  }
}
