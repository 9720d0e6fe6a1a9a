package dev.levee.sync.log.kernel;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.CheckpointKind;
import dev.levee.sync.log.Sidecar;
import dev.levee.sync.store.ObjectEntry;
import dev.levee.sync.store.ObjectStore;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads through Delta Kernel which further files V2 checkpoints consist of. */
public final class CheckpointSidecars {
  private static final StructType SCHEMA =
      new StructType()
          .add(
              "sidecar",
              new StructType().add("path", StringType.STRING).add("sizeInBytes", LongType.LONG));

  private final Engine engine;

  /** Reads from this store, which the caller closes. */
  public CheckpointSidecars(ObjectStore store) {
    this.engine = DefaultEngine.create(new ObjectStoreFileIO(requireNonNull(store, "store")));
  }

  /**
   * The sidecars that a checkpoint refers to; none for those that are not V2. One that is named
   * twice is there twice.
   *
   * @throws dev.levee.sync.store.StoreException when the store failed
   * @throws SnapshotException when the checkpoint is at fault
   */
  public List<Sidecar> read(CheckpointFiles checkpoint) {
    if (checkpoint.kind() != CheckpointKind.V2) {
      return List.of();
    }
    ObjectEntry top = checkpoint.files().get(0);
    return KernelFailures.translated(
        "checkpoint " + top.location(),
        () -> {
          List<Sidecar> sidecars = new ArrayList<>();
          try (CloseableIterator<ColumnarBatch> batches = topLevel(top)) {
            while (batches.hasNext()) {
              addSidecars(batches.next(), sidecars);
            }
          }
          return sidecars;
        });
  }

  private CloseableIterator<ColumnarBatch> topLevel(ObjectEntry top) throws IOException {
    FileStatus file =
        FileStatus.of(
            ObjectStoreFileIO.pathOf(top.location()),
            top.attributes().size(),
            top.attributes().lastModified().toEpochMilli());
    CloseableIterator<FileStatus> files = Utils.singletonCloseableIterator(file);
    return top.location().name().endsWith(".json")
        ? engine.getJsonHandler().readJsonFiles(files, SCHEMA, Optional.empty())
        : engine
            .getParquetHandler()
            .readParquetFiles(files, SCHEMA, Optional.empty())
            .map(FileReadResult::getData);
  }

  private static void addSidecars(ColumnarBatch batch, List<Sidecar> sidecars) {
    ColumnVector column = batch.getColumnVector(0);
    ColumnVector paths = column.getChild(0);
    ColumnVector sizes = column.getChild(1);
    for (int row = 0; row < batch.getSize(); row++) {
      if (!column.isNullAt(row)) {
        sidecars.add(new Sidecar(paths.getString(row), sizes.getLong(row)));
      }
    }
  }
}
