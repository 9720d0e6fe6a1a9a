package dev.levee.sync.simulation;

import java.util.Optional;

/**
 * A live file of a table.
 *
 * @param path relative to the table's root
 * @param size in bytes
 * @param vector which of its rows are deleted
 */
record LiveFile(String path, int size, Optional<Vector> vector) {
  /**
   * A deletion vector in a file of its own.
   *
   * @param id as the log has it
   * @param path of its file, relative to the table's root
   * @param size of the bitmap in bytes
   */
  record Vector(String id, String path, int size) {}

  /** Tells it from other logical files. */
  String key() {
    return path + "|" + vector.map(Vector::id).orElse("");
  }

  private String vectorField() {
    return vector
        .map(
            v ->
                ",\"deletionVector\":{\"storageType\":\"u\",\"pathOrInlineDv\":\"%s\",\"offset\":1,\"sizeInBytes\":%d,\"cardinality\":1}"
                    .formatted(v.id(), v.size()))
        .orElse("");
  }

  /** The line of a commit, or of a checkpoint, that makes it live. */
  String addLine(boolean dataChange) {
    return "{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":%d,\"modificationTime\":1,\"dataChange\":%b%s}}%n"
        .formatted(path, size, dataChange, vectorField());
  }

  String removeLine(boolean dataChange) {
    return "{\"remove\":{\"path\":\"%s\",\"deletionTimestamp\":1,\"dataChange\":%b%s}}%n"
        .formatted(path, dataChange, vectorField());
  }
}
