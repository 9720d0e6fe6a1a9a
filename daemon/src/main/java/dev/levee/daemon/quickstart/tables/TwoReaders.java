package dev.levee.daemon.quickstart.tables;

import dev.levee.sync.log.kernel.KernelRows;
import dev.levee.sync.log.kernel.RowSummary;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import dev.levee.sync.store.hadoop.HadoopAccess;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Snapshot;
import io.delta.standalone.data.CloseableIterator;
import io.delta.standalone.data.RowRecord;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StructField;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Reads all rows of a version twice, with Delta Kernel and with Delta Standalone. They share no
 * code with each other, and none with Levee but the access to objects.
 */
public final class TwoReaders implements AutoCloseable {
  private final ObjectStore store;
  private final HadoopAccess access;

  /** Reads from a store, which the caller closes. */
  public TwoReaders(ObjectStore store) {
    this.store = store;
    this.access = new HadoopAccess(store);
  }

  /**
   * What both readers saw; equal for tables with the same rows in whatever order.
   *
   * @param kernel what Delta Kernel saw
   * @param standaloneRows how many rows Delta Standalone saw
   * @param standaloneHash the sum of their hashes
   */
  public record Rows(RowSummary kernel, long standaloneRows, long standaloneHash) {
    /** Whether the two readers agree on the number of rows. */
    public boolean agree() {
      return kernel.rows() == standaloneRows;
    }
  }

  /** The newest version that both see. */
  public long newestVersion(Location root) {
    return log(root).snapshot().getVersion();
  }

  /**
   * Reads a version.
   *
   * @throws IOException when one of the readers cannot read the table
   */
  public Rows read(Location root, long version) throws IOException {
    RowSummary kernel = KernelRows.summarize(store, root, OptionalLong.of(version));
    Snapshot snapshot = log(root).getSnapshotForVersionAsOf(version);
    StructField[] fields = snapshot.getMetadata().getSchema().getFields();
    long rows = 0;
    long hash = 0;
    try (CloseableIterator<RowRecord> records = snapshot.open()) {
      while (records.hasNext()) {
        hash += hash(records.next(), fields);
        rows++;
      }
    }
    return new Rows(kernel, rows, hash);
  }

  private DeltaLog log(Location root) {
    return DeltaLog.forTable(access.configuration(), HadoopAccess.path(root));
  }

  private static long hash(RowRecord row, StructField[] fields) {
    long hash = fields.length;
    for (StructField field : fields) {
      hash = hash * 1_000_003 + value(row, field).hashCode();
    }
    return hash * 0x9E3779B97F4A7C15L ^ hash >>> 29;
  }

  /** The types that the tables of this package have. */
  private static Object value(RowRecord row, StructField field) {
    String name = field.getName();
    if (row.isNullAt(name)) {
      return "null";
    } else if (field.getDataType() instanceof LongType) {
      return row.getLong(name);
    } else if (field.getDataType() instanceof IntegerType) {
      return row.getInt(name);
    } else if (field.getDataType() instanceof DoubleType) {
      return row.getDouble(name);
    } else if (field.getDataType() instanceof DateType) {
      return row.getDate(name);
    }
    return row.getString(name);
  }

  @Override
  public void close() {
    access.close();
  }
}
