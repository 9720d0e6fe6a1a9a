package dev.levee.sync.plan;

import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.log.FileAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what the protocol forbids and readers bear: one logical file (path and deletion vector)
 * named twice in one commit (Delta protocol, "Action Reconciliation").
 */
final class DuplicateActions {
  private record LogicalFile(String path, String vectorId) {
    static LogicalFile of(String path, Optional<DeletionVector> vector) {
      return new LogicalFile(path, vector.map(DeletionVector::uniqueId).orElse(""));
    }

    /** Written out, for it is asked of every file. */
    @Override
    public boolean equals(Object other) {
      return other instanceof LogicalFile file
          && path.equals(file.path)
          && vectorId.equals(file.vectorId);
    }

    @Override
    public int hashCode() {
      return 31 * path.hashCode() + vectorId.hashCode();
    }
  }

  private DuplicateActions() {}

  static List<String> warnings(List<FileAction> files) {
    Set<LogicalFile> added = new HashSet<>();
    Set<LogicalFile> removed = new HashSet<>();
    int again = 0;
    for (FileAction file : files) {
      if (file instanceof FileAction.Add add) {
        again += added.add(LogicalFile.of(add.path(), add.deletionVector())) ? 0 : 1;
      } else if (file instanceof FileAction.Remove remove) {
        again += removed.add(LogicalFile.of(remove.path(), remove.deletionVector())) ? 0 : 1;
      }
    }
    List<String> warnings = new ArrayList<>();
    if (again > 0) {
      warnings.add(again + " files are added, or removed, more than once");
    }
    removed.retainAll(added);
    if (!removed.isEmpty()) {
      warnings.add(removed.size() + " files are both added and removed");
    }
    return warnings;
  }
}
