package dev.levee.sync.log.kernel;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader sees in a table, in few numbers: two tables with equal summaries have, as good as
 * certainly, the same rows. The order of rows, and their division into files, make no difference.
 *
 * @param version that was read
 * @param rows how many
 * @param columnHashes by top-level column; whole rows under {@link #WHOLE_ROWS}
 */
public record RowSummary(long version, long rows, SortedMap<String, Long> columnHashes) {
  /** The key of the hash over whole rows, which shows values that changed their rows. */
  public static final String WHOLE_ROWS = "*";

  /** Copies the hashes. */
  public RowSummary {
    columnHashes = Collections.unmodifiableSortedMap(new TreeMap<>(columnHashes));
  }
}
