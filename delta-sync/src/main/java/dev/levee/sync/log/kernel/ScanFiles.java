package dev.levee.sync.log.kernel;

import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.log.FileAction;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads Kernel's scan files: rows with the {@code add} action of a live file. */
final class ScanFiles {
  private ScanFiles() {}

  /** The file with its path exactly as in the log; Kernel's own accessors decode it. */
  static FileAction.Add add(Row scanFile) {
    Row add = scanFile.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
    DeletionVectorDescriptor vector =
        InternalScanFileUtils.getDeletionVectorDescriptorFromRow(scanFile);
    int size = add.getSchema().indexOf("size");
    return new FileAction.Add(
        add.getString(add.getSchema().indexOf("path")),
        add.isNullAt(size) ? OptionalLong.empty() : OptionalLong.of(add.getLong(size)),
        add.getBoolean(add.getSchema().indexOf("dataChange")),
        Optional.ofNullable(vector).map(ScanFiles::deletionVector));
  }

  private static DeletionVector deletionVector(DeletionVectorDescriptor vector) {
    return new DeletionVector(
        vector.getStorageType(),
        vector.getPathOrInlineDv(),
        vector.getOffset().map(OptionalInt::of).orElse(OptionalInt.empty()),
        vector.getSizeInBytes(),
        vector.getCardinality());
  }
}
