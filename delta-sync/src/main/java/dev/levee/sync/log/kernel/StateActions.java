package dev.levee.sync.log.kernel;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.replay.ActionWrapper;
import io.delta.kernel.internal.replay.ActionsIterator;
import io.delta.kernel.internal.snapshot.LogSegment;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The actions that make up a table's state (Delta protocol, "Action Reconciliation"), as a
 * checkpoint holds them. Kernel's own {@code CreateCheckpointIterator} is not used: it drops the
 * tombstones of the checkpoint that it begins with, and keeps those of files that were added again.
 *
 * <p>Memory: the files that commits since the checkpoint name; of the checkpoint only a batch.
 */
final class StateActions implements CloseableIterator<FilteredColumnarBatch> {
  private final ActionsIterator newestFirst;
  private final Set<String> filesOfCommits = new HashSet<>();
  private final Set<String> named = new HashSet<>();

  StateActions(Engine engine, LogSegment log) {
    this.newestFirst =
        new ActionsIterator(
            engine, log.allLogFilesReversed(), SingleAction.CHECKPOINT_SCHEMA, Optional.empty());
  }

  @Override
  public boolean hasNext() {
    return newestFirst.hasNext();
  }

  /** All actions of a batch, of which those that are in force are selected. */
  @Override
  public FilteredColumnarBatch next() {
    ActionWrapper actions = newestFirst.next();
    ColumnarBatch batch = actions.getColumnarBatch();
    List<Boolean> selected = new ArrayList<>(Collections.nCopies(batch.getSize(), false));
    // What one commit removes and adds is removed: so do Kernel's readers see it.
    selectFiles(column(batch, "remove"), actions.isFromCheckpoint(), selected);
    selectFiles(column(batch, "add"), actions.isFromCheckpoint(), selected);
    selectFirst(column(batch, "txn"), "appId", selected);
    selectFirst(column(batch, "domainMetadata"), "domain", selected);
    selectFirst(column(batch, "metaData"), "", selected);
    selectFirst(column(batch, "protocol"), "", selected);
    return new FilteredColumnarBatch(
        batch, Optional.of(VectorUtils.buildColumnVector(selected, BooleanType.BOOLEAN)));
  }

  private static ColumnVector column(ColumnarBatch batch, String action) {
    return batch.getColumnVector(batch.getSchema().indexOf(action));
  }

  static ColumnVector child(ColumnVector struct, String field) {
    return struct.getChild(((StructType) struct.getDataType()).indexOf(field));
  }

  private void selectFiles(ColumnVector files, boolean ofCheckpoint, List<Boolean> selected) {
    ColumnVector paths = child(files, "path");
    ColumnVector vectors = child(files, "deletionVector");
    for (int row = 0; row < files.getSize(); row++) {
      if (!files.isNullAt(row)) {
        String file = paths.getString(row) + "\n" + vectorId(vectors, row);
        // A checkpoint names each file once.
        boolean inForce = ofCheckpoint ? !filesOfCommits.contains(file) : filesOfCommits.add(file);
        selected.set(row, inForce);
      }
    }
  }

  private static String vectorId(ColumnVector vectors, int row) {
    return vectors.isNullAt(row)
        ? ""
        : DeletionVectorDescriptor.fromColumnVector(vectors, row).getUniqueId();
  }

  /** Of all actions of a kind, or of all with one name, the newest counts. */
  private void selectFirst(ColumnVector actions, String nameField, List<Boolean> selected) {
    for (int row = 0; row < actions.getSize(); row++) {
      if (!actions.isNullAt(row)) {
        String name = nameField.isEmpty() ? "" : child(actions, nameField).getString(row);
        selected.set(row, named.add(actions.getDataType() + "\n" + name));
      }
    }
  }

  @Override
  public void close() throws IOException {
    newestFirst.close();
  }
}
