package dev.levee.sync.verify;

import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.RowSummary;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads a version as any Delta reader would, and compares what readers see on both sides. */
final class RowCheck {
  private final TableSides sides;
  private final Tally tally;

  RowCheck(TableSides sides, Tally tally) {
    this.sides = sides;
    this.tally = tally;
  }

  /** Reads the replica alone, every row of it. */
  void readReplica(long version) {
    tally.rows(read(Side.REPLICA, version).rows());
  }

  List<Finding> compare(long version) {
    RowSummary theirs = read(Side.REPLICA, version);
    RowSummary ours = read(Side.PRIMARY, version);
    tally.rows(theirs.rows());
    List<Finding> findings = new ArrayList<>();
    if (ours.rows() != theirs.rows()) {
      findings.add(
          new Finding(
              Finding.Kind.ROW_COUNT, "rows", ours.rows() + " rows", theirs.rows() + " rows"));
    }
    Set<String> columns = new TreeSet<>(ours.columnHashes().keySet());
    columns.addAll(theirs.columnHashes().keySet());
    columns.remove(RowSummary.WHOLE_ROWS);
    for (String column : columns) {
      String wanted = hash(ours, column);
      String seen = hash(theirs, column);
      if (!wanted.equals(seen)) {
        findings.add(new Finding(Finding.Kind.COLUMN, "column " + column, wanted, seen));
      }
    }
    String wanted = hash(ours, RowSummary.WHOLE_ROWS);
    String seen = hash(theirs, RowSummary.WHOLE_ROWS);
    if (findings.isEmpty() && !wanted.equals(seen)) {
      findings.add(new Finding(Finding.Kind.ROWS, "rows", wanted, seen));
    }
    return findings;
  }

  private static String hash(RowSummary summary, String column) {
    Long hash = summary.columnHashes().get(column);
    return hash == null ? "no such column" : "hash %016x".formatted(hash);
  }

  private RowSummary read(Side side, long version) {
    ObjectStore store = side == Side.PRIMARY ? sides.primary() : sides.replica();
    Location root = side == Side.PRIMARY ? sides.primaryRoot() : sides.replicaRoot();
    try {
      return KernelRows.summarize(store, root, OptionalLong.of(version));
    } catch (SnapshotException e) {
      throw new UnreadableException(side, e.getMessage());
    }
  }
}
