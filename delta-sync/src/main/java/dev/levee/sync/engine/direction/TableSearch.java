package dev.levee.sync.engine.direction;

import dev.levee.sync.log.TableDiscovery;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks for tables in the primary. Folders of tables that are known are not looked into at every
 * search, which would cost a listing for each of them: once an hour they are, when it is asked for,
 * and each time as soon as one table was found within another (decision 24).
 */
final class TableSearch {
  private static final Duration WHOLE_EVERY = Duration.ofHours(1);

  private final Route route;
  private final Time time;
  private boolean wholeWanted = true;
  private boolean nested;
  private long wholeDueAt;

  TableSearch(Route route, Time time) {
    this.route = route;
    this.time = time;
    this.wholeDueAt = time.nanoTime();
  }

  /**
   * What a search has found.
   *
   * @param begun when it began
   * @param begunAt the same by {@link Time#nanoTime}
   * @param whole whether it has looked into the folders of known tables too
   * @param roots the tables that it found
   */
  record Found(Instant begun, long begunAt, boolean whole, List<Location> roots) {}

  /** Has the next search that begins look everywhere. By the group's thread. */
  void lookEverywhere() {
    wholeWanted = true;
  }

  /** Has all searches look everywhere from now on. By the group's thread. */
  void foundOneWithinAnother() {
    nested = true;
  }

  /** Whether the next search looks everywhere. By the group's thread, once for each search. */
  boolean begins() {
    long now = time.nanoTime();
    boolean whole = wholeWanted || nested || now - wholeDueAt >= 0;
    if (whole) {
      wholeWanted = false;
      wholeDueAt = now + WHOLE_EVERY.toNanos();
    }
    return whole;
  }

  /**
   * One search; blocks. The configured prefixes are the initial primary's.
   *
   * @param known roots that are not looked into, unless the search is to be whole
   * @param table is told of each table as soon as it shows, on the caller's thread
   */
  Found search(boolean whole, Predicate<Location> known, Consumer<Location> table) {
    Instant begun = time.now();
    long begunAt = time.nanoTime();
    TableDiscovery discovery = new TableDiscovery(route.primary().store());
    List<Location> found = new ArrayList<>();
    Predicate<Location> passedOver = whole ? root -> false : known;
    route
        .spec()
        .discoverIn(route.primary().name())
        .forEach(prefix -> discovery.search(prefix, passedOver, table.andThen(found::add)));
    return new Found(begun, begunAt, whole, found);
  }
}
