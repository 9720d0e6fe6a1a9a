package dev.levee.sync.engine.direction;

import dev.levee.sync.engine.commit.CatalogCommits;
import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The tables that a direction has found, which stay known when they are gone. Changed by the
 * group's thread only; read from any.
 */
final class KnownTables {
  private final Route route;
  private final EntryAssembly assembly;
  private final DueTables waiting;
  private final BiConsumer<TableId, Location> liesWithin;
  private final Map<TableId, TableEntry> tables = new ConcurrentSkipListMap<>();
  private final Deque<TableEntry> unsettled = new ArrayDeque<>();

  /**
   * No tables yet.
   *
   * @param waiting takes those that are found
   * @param liesWithin is told of a table within another one's folder
   */
  KnownTables(
      Route route,
      EntryAssembly assembly,
      DueTables waiting,
      BiConsumer<TableId, Location> liesWithin) {
    this.route = route;
    this.assembly = assembly;
    this.waiting = waiting;
    this.liesWithin = liesWithin;
  }

  /**
   * When tables that are found now were last seen not to be there.
   *
   * @param searched by the last search
   * @param searchedWhole by the last that looked into the folders of tables too
   */
  record Absent(Optional<Instant> searched, Optional<Instant> searchedWhole) {}

  /** In the order of their names. */
  Collection<TableEntry> all() {
    return tables.values();
  }

  Optional<TableEntry> entry(TableId table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** The table with this root. */
  Optional<TableEntry> entry(Location root) {
    return route.table(root).flatMap(this::entry);
  }

  /** Whether there were tables, and the primary shows none of them any more. */
  boolean areAllMissing() {
    return !tables.isEmpty() && tables.values().stream().allMatch(TableEntry::isMissing);
  }

  /** Whether each has settled once; what has stays so, and is not looked at again. */
  boolean areAllSettled() {
    while (!unsettled.isEmpty() && unsettled.peek().isSettledOnce()) {
      unsettled.remove();
    }
    return unsettled.isEmpty();
  }

  /**
   * Takes tables in, so far as a location mapping covers them.
   *
   * @return those that are new
   */
  List<TableEntry> admit(List<Location> found, Absent absent, CatalogCommits ratified) {
    List<TableEntry> added = new ArrayList<>();
    Set<Location> roots = Set.copyOf(found);
    List<Location> unknown = roots.stream().filter(root -> entry(root).isEmpty()).sorted().toList();
    for (Location root : unknown) {
      Optional<TableId> table = route.table(root);
      if (table.isPresent() && !tables.containsKey(table.get())) {
        Optional<Location> outer =
            enclosing(root, above -> roots.contains(above) || entry(above).isPresent());
        outer.ifPresent(other -> liesWithin.accept(table.get(), other));
        Optional<Instant> absentAt = outer.isPresent() ? absent.searchedWhole() : absent.searched();
        TableEntry entry = assembly.table(table.get(), ratified, absentAt, waiting);
        tables.put(table.get(), entry);
        unsettled.add(entry);
        added.add(entry);
      }
    }
    return added;
  }

  private static Optional<Location> enclosing(Location root, Predicate<Location> isTable) {
    String key = root.key();
    for (int end = key.length() - 1; end > 0; end = key.lastIndexOf('/', end - 1)) {
      Location above = new Location(root.scheme(), root.bucket(), key.substring(0, end + 1));
      if (!above.equals(root) && isTable.test(above)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }
}
