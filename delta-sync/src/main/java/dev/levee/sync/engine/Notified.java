package dev.levee.sync.engine;

import dev.levee.sync.model.Location;
import java.util.Set;

/**
 * What came of telling a group of new objects.
 *
 * @param heeded those that made something due
 * @param tables how many tables they made due
 * @param search whether they made the next search for tables due
 */
public record Notified(Set<Location> heeded, int tables, boolean search) {
  /** Nothing came of it. */
  public static final Notified NOTHING = new Notified(Set.of(), 0, false);

  /** Copies the set. */
  public Notified {
    heeded = Set.copyOf(heeded);
  }
}
