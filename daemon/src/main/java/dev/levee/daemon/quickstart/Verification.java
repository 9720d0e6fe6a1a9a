package dev.levee.daemon.quickstart;

import dev.levee.daemon.quickstart.tables.TwoReaders;
import dev.levee.daemon.quickstart.tables.TwoReaders.Rows;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads tables with both readers and compares what they see. */
final class Verification {
  private Verification() {}

  /**
   * All rows of these versions in one region.
   *
   * @param versions by the table's path
   */
  static Map<String, Rows> read(Side side, Map<String, Long> versions) throws IOException {
    Map<String, Rows> tables = new TreeMap<>();
    try (TwoReaders readers = new TwoReaders(side.store())) {
      for (Map.Entry<String, Long> table : versions.entrySet()) {
        Rows rows = readers.read(side.data().resolve(table.getKey()), table.getValue());
        if (!rows.agree()) {
          throw new QuickstartException(
              "the two readers see different numbers of rows in %s of %s: %d and %d"
                  .formatted(
                      table.getKey(), side.region(), rows.kernel().rows(), rows.standaloneRows()));
        }
        tables.put(table.getKey(), rows);
      }
    }
    return tables;
  }

  /** Requires that two regions have the same rows, and says how many. */
  static String requireEqual(Map<String, Rows> expected, Map<String, Rows> actual) {
    long rows = 0;
    for (Map.Entry<String, Rows> table : expected.entrySet()) {
      Rows there = actual.get(table.getKey());
      if (!table.getValue().equals(there)) {
        throw new QuickstartException(
            "%s is not the same on both sides: %s and %s"
                .formatted(table.getKey(), table.getValue(), there));
      }
      rows += there.standaloneRows();
    }
    return String.format(
        Locale.ROOT, "%,d rows of %d tables are the same to both readers", rows, expected.size());
  }

  /** The newest versions that readers of a region see. */
  static Map<String, Long> newest(Side side, Iterable<String> tables) {
    Map<String, Long> versions = new TreeMap<>();
    try (TwoReaders readers = new TwoReaders(side.store())) {
      for (String table : tables) {
        versions.put(table, readers.newestVersion(side.data().resolve(table)));
      }
    }
    return versions;
  }
}
