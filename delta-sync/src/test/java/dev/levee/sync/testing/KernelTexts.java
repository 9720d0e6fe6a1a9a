package dev.levee.sync.testing;

import dev.levee.sync.log.kernel.ObjectStoreFileIO;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.Scan;
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
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of a table of texts and times, as Delta Kernel reads them. */
public final class KernelTexts {
  private final Engine engine;
  private final Collection<SortedMap<String, String>> rows = new ArrayList<>();

  private KernelTexts(ObjectStore store) {
    this.engine = DefaultEngine.create(new ObjectStoreFileIO(store));
  }

  /** All rows of the newest version, by column; nulls are left out, times are in microseconds. */
  public static List<SortedMap<String, String>> rows(ObjectStore store, Location table)
      throws IOException {
    KernelTexts texts = new KernelTexts(store);
    texts.read(table);
    return List.copyOf(texts.rows);
  }

  private void read(Location table) throws IOException {
    Scan scan = TableManager.loadSnapshot(table.toString()).build(engine).getScanBuilder().build();
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
  }

  private void readFile(Row state, Row file) throws IOException {
    CloseableIterator<ColumnarBatch> physical =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                ScanStateRow.getPhysicalDataReadSchema(state),
                Optional.empty())
            .map(FileReadResult::getData);
    try (CloseableIterator<FilteredColumnarBatch> logical =
        Scan.transformPhysicalData(engine, state, file, physical)) {
      while (logical.hasNext()) {
        add(logical.next().getData());
      }
    }
  }

  private void add(ColumnarBatch data) {
    List<String> names = data.getSchema().fieldNames();
    for (int row = 0; row < data.getSize(); row++) {
      SortedMap<String, String> values = new TreeMap<>();
      for (int column = 0; column < names.size(); column++) {
        ColumnVector vector = data.getColumnVector(column);
        if (!vector.isNullAt(row)) {
          values.put(
              names.get(column),
              vector.getDataType().equals(TimestampType.TIMESTAMP)
                  ? Long.toString(vector.getLong(row))
                  : vector.getString(row));
        }
      }
      rows.add(values);
    }
  }
}
