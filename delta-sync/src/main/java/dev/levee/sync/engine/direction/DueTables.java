package dev.levee.sync.engine.direction;

import dev.levee.sync.model.TableId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The tables that wait for their next pass, the one that is due first in front; those that are due
 * at the same time in the order of their names. Tables that are passed just now are not in it. Each
 * change costs the logarithm of their number. Used by the group's thread only.
 */
final class DueTables {
  private final TreeSet<Waiting> waiting = new TreeSet<>(Waiting.IN_ORDER);
  private final Map<TableId, Waiting> byTable = new HashMap<>();

  /** Readings of the monotonic clock are compared by their difference: they may wrap around. */
  private record Waiting(long dueAt, TableEntry table) {
    static final Comparator<Waiting> IN_ORDER =
        ((Comparator<Waiting>) (a, b) -> Long.signum(a.dueAt - b.dueAt))
            .thenComparing(waiting -> waiting.table.id());
  }

  /** Has the table wait until then; what it waited for before is forgotten. */
  void put(TableEntry table, long dueAt) {
    remove(table);
    Waiting next = new Waiting(dueAt, table);
    byTable.put(table.id(), next);
    waiting.add(next);
  }

  void remove(TableEntry table) {
    Waiting before = byTable.remove(table.id());
    if (before != null) {
      waiting.remove(before);
    }
  }

  /** The first of the tables that are due; it stays in the queue until its pass begins. */
  Optional<TableEntry> firstDue(long now) {
    return waiting.isEmpty() || now - waiting.first().dueAt < 0
        ? Optional.empty()
        : Optional.of(waiting.first().table);
  }

  /** When the first table is due, or {@code otherwise} when that is earlier. */
  long dueAt(long otherwise) {
    return waiting.isEmpty() ? otherwise : TableSchedule.earlier(otherwise, waiting.first().dueAt);
  }
}
