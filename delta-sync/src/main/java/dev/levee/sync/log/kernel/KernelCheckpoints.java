package dev.levee.sync.log.kernel;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.SnapshotImpl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes checkpoints of a table's state: one Parquet file each, by the V1 specification, which every
 * protocol allows (Delta protocol, "Checkpoints"). It has what the log's own would have: files with
 * their statistics and row ids, all tombstones, transactions, domains, metadata and protocol.
 * Statistics that the log has only as columns are left out; readers then skip less.
 */
public final class KernelCheckpoints {
  private final ObjectStore store;
  private final Engine engine;

  /** Makes checkpoints of tables in this store, which the caller closes. */
  public KernelCheckpoints(ObjectStore store) {
    this.store = requireNonNull(store, "store");
    this.engine = DefaultEngine.create(new ObjectStoreFileIO(store));
  }

  /**
   * Makes the checkpoint of a version. It lies in a temporary file until it is closed.
   *
   * @param paths gives the path that is to stand in place of each one, as in the log
   * @throws dev.levee.sync.store.StoreException when the store failed
   * @throws SnapshotException when the log cannot be read
   */
  public MadeCheckpoint make(Location tableRoot, long version, UnaryOperator<String> paths) {
    return KernelFailures.translated(
        "version " + version + " of " + tableRoot, () -> written(tableRoot, version, paths));
  }

  private MadeCheckpoint written(Location tableRoot, long version, UnaryOperator<String> paths)
      throws IOException {
    SnapshotImpl snapshot = KernelSnapshots.load(engine, tableRoot, version);
    String name = "checkpoint of version " + version;
    try (SpooledFileIO spool = new SpooledFileIO(new ObjectStoreFileIO(store));
        StateActions state = new StateActions(engine, snapshot.getLogSegment())) {
      long[] actions = {0};
      DefaultEngine.create(spool)
          .getParquetHandler()
          .writeParquetFileAtomically(
              name,
              state.map(
                  batch -> {
                    actions[0] += selected(batch);
                    return RewrittenActions.of(batch, paths);
                  }));
      Path file = spool.take();
      return new MadeCheckpoint(
          version,
          KernelSnapshots.protocol(snapshot.getProtocol()),
          actions[0],
          spool.body(file),
          file);
    }
  }

  /**
   * Whether a version's state, tombstones included, has a path of this kind: that of a file, or of
   * a deletion vector named by an absolute one. Reads as much as a checkpoint of it would.
   */
  public boolean anyPath(Location tableRoot, long version, Predicate<String> kind) {
    return KernelFailures.translated(
        "version " + version + " of " + tableRoot,
        () -> {
          SnapshotImpl snapshot = KernelSnapshots.load(engine, tableRoot, version);
          try (StateActions state = new StateActions(engine, snapshot.getLogSegment())) {
            boolean found = false;
            while (!found && state.hasNext()) {
              found = RewrittenActions.anyPath(state.next().getData(), kind);
            }
            return found;
          }
        });
  }

  private static long selected(FilteredColumnarBatch batch) {
    int size = batch.getData().getSize();
    Optional<ColumnVector> selection = batch.getSelectionVector();
    long count = 0;
    for (int row = 0; row < size; row++) {
      boolean in =
          selection.isEmpty()
              || (!selection.get().isNullAt(row) && selection.get().getBoolean(row));
      count += in ? 1 : 0;
    }
    return count;
  }
}
