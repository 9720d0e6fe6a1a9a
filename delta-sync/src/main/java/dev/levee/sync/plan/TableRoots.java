package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;
import dev.levee.sync.model.TableId;

/**
 * Where a table lies on both sides.
 *
 * @param table which one
 * @param source its root in the effective primary, a prefix
 * @param target its root in the secondary, a prefix
 */
public record TableRoots(TableId table, Location source, Location target) {
  /** Checks that the roots are prefixes. */
  public TableRoots {
    requireNonNull(table, "table");
    if (!source.isPrefix() || !target.isPrefix()) {
      throw new IllegalArgumentException("a table's root ends with '/': " + source + ", " + target);
    }
  }

  /** The same table when roles have changed. */
  public TableRoots reversed() {
    return new TableRoots(table, /* source= */ target, /* target= */ source);
  }
}
