package dev.levee.sync.log.kernel;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a table as any Delta reader would, rows and all, and independently of how Levee replicates
 * it: what proves a replica.
 */
public final class KernelRows {
  private final Engine engine;
  private final SortedMap<String, Long> hashes = new TreeMap<>();
  private long rows;

  private KernelRows(ObjectStore store) {
    this.engine = DefaultEngine.create(new ObjectStoreFileIO(store));
  }

  /**
   * Reads all rows of a table, with deletion vectors applied.
   *
   * @param version which one; the newest when empty
   * @throws dev.levee.sync.store.StoreException when the store failed
   * @throws SnapshotException when the table cannot be read
   */
  public static RowSummary summarize(ObjectStore store, Location tableRoot, OptionalLong version) {
    return KernelFailures.translated(
        "the rows of " + tableRoot, () -> new KernelRows(store).read(tableRoot, version));
  }

  private RowSummary read(Location tableRoot, OptionalLong version) throws IOException {
    SnapshotBuilder builder = TableManager.loadSnapshot(tableRoot.toString());
    if (version.isPresent()) {
      builder = builder.atVersion(version.getAsLong());
    }
    Snapshot snapshot = builder.build(engine);
    snapshot.getSchema().fieldNames().forEach(name -> hashes.put(name, 0L));
    hashes.put(RowSummary.WHOLE_ROWS, 0L);
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            readFile(state, files.next());
          }
        }
      }
    }
    return new RowSummary(snapshot.getVersion(), rows, hashes);
  }

  private void readFile(Row state, Row file) throws IOException {
    FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
    StructType schema = ScanStateRow.getPhysicalDataReadSchema(state);
    CloseableIterator<ColumnarBatch> physical =
        engine
            .getParquetHandler()
            .readParquetFiles(Utils.singletonCloseableIterator(status), schema, Optional.empty())
            .map(FileReadResult::getData);
    try (CloseableIterator<FilteredColumnarBatch> logical =
        Scan.transformPhysicalData(engine, state, file, physical)) {
      while (logical.hasNext()) {
        add(logical.next());
      }
    }
  }

  private void add(FilteredColumnarBatch batch) {
    ColumnarBatch data = batch.getData();
    Optional<ColumnVector> selected = batch.getSelectionVector();
    List<String> names = data.getSchema().fieldNames();
    for (int row = 0; row < data.getSize(); row++) {
      if (selected.isPresent() && !isSelected(selected.get(), row)) {
        continue;
      }
      long wholeRow = names.size();
      for (int column = 0; column < names.size(); column++) {
        long hash = ValueHash.of(data.getColumnVector(column), row);
        hashes.merge(names.get(column), hash, Long::sum);
        wholeRow = ValueHash.mixed(wholeRow ^ hash);
      }
      hashes.merge(RowSummary.WHOLE_ROWS, wholeRow, Long::sum);
      rows++;
    }
  }

  private static boolean isSelected(ColumnVector selected, int row) {
    return !selected.isNullAt(row) && selected.getBoolean(row);
  }
}
