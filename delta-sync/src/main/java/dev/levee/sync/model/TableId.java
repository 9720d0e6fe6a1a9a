package dev.levee.sync.model;

import static java.util.Objects.requireNonNull;

/**
 * A table of a failover group, the same on both sides: the mapping it lies under and its path below
 * the mapping's prefix. It stays the same when the roles swap.
 *
 * @param mapping the location mapping's name
 * @param path the table's root below the mapping's prefix, without slashes at its ends; empty when
 *     the prefix itself is the table
 */
public record TableId(String mapping, String path) implements Comparable<TableId> {
  /** Checks that the path is relative. */
  public TableId {
    requireNonNull(mapping, "mapping");
    if (path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException("a table's path has no slash at its ends: " + path);
    }
  }

  @Override
  public int compareTo(TableId other) {
    int byMapping = mapping.compareTo(other.mapping);
    return byMapping != 0 ? byMapping : path.compareTo(other.path);
  }

  /** Written out: what Java makes of a record is bound when it is first called, in every start. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TableId id && mapping.equals(id.mapping) && path.equals(id.path);
  }

  @Override
  public int hashCode() {
    return 31 * mapping.hashCode() + path.hashCode();
  }

  /** The name people see and type: {@code mapping/path}. */
  @Override
  public String toString() {
    return path.isEmpty() ? mapping : mapping + "/" + path;
  }
}
