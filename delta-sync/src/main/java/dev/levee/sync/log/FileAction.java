package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/** An action of a commit that names a file. Paths are exactly as in the log, URL-encoded. */
public sealed interface FileAction {
  /** The path as in the log, not decoded. */
  String path();

  /**
   * A file that is in the table from now on.
   *
   * @param path as in the log
   * @param size in bytes, as the writer says
   * @param dataChange false where rows were only moved about
   * @param deletionVector the rows of it that are deleted
   */
  record Add(
      String path, OptionalLong size, boolean dataChange, Optional<DeletionVector> deletionVector)
      implements FileAction {
    /** Checks that all is there. */
    public Add {
      requireNonNull(path, "path");
      requireNonNull(size, "size");
      requireNonNull(deletionVector, "deletionVector");
    }
  }

  /**
   * A file that is no longer in the table.
   *
   * @param path as in the log
   * @param deletionVector that of the file as it was
   */
  record Remove(String path, Optional<DeletionVector> deletionVector) implements FileAction {
    /** Checks that all is there. */
    public Remove {
      requireNonNull(path, "path");
      requireNonNull(deletionVector, "deletionVector");
    }
  }

  /**
   * A file of the change data feed.
   *
   * @param path as in the log
   * @param size in bytes, as the writer says
   */
  record Change(String path, OptionalLong size) implements FileAction {
    /** Checks that all is there. */
    public Change {
      requireNonNull(path, "path");
      requireNonNull(size, "size");
    }
  }
}
