package dev.levee.daemon.quickstart.tables;

import java.io.IOException;

/** Writes one table, a commit at a time. For one thread. */
public interface TableWriter {
  /** The table's path below the prefix under which all tables lie. */
  String path();

  /**
   * Reads the table's newest state and commits the next version; the first call creates the table.
   *
   * @return the version
   * @throws IOException when the store or another writer is in the way; the commit may then be
   *     there or not
   */
  long commit() throws IOException;
}
