package dev.levee.sync.log;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Which rows of a data file are deleted (Delta protocol, "Deletion Vector Descriptor Schema"),
 * exactly as in the log.
 *
 * @param storageType {@code u} relative file, {@code p} absolute file, {@code i} inline; others are
 *     of protocols to come
 * @param pathOrInlineDv the file's encoded name, its absolute path, or the vector itself
 * @param offset where in the file the vector begins, in bytes
 * @param sizeInBytes of the serialized vector
 * @param cardinality how many rows are deleted
 */
public record DeletionVector(
    String storageType,
    String pathOrInlineDv,
    OptionalInt offset,
    int sizeInBytes,
    long cardinality) {
  /** The storage type of a vector in a file that is named by an absolute path. */
  public static final String ABSOLUTE = "p";

  /** Checks that the texts are there and the numbers are not negative. */
  public DeletionVector {
    requireNonNull(storageType, "storageType");
    requireNonNull(pathOrInlineDv, "pathOrInlineDv");
    if (sizeInBytes < 0 || cardinality < 0 || offset.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "a deletion vector has a negative offset, size or cardinality");
    }
  }

  /**
   * What tells two deletion vectors of one data file apart (Delta protocol, "Action
   * Reconciliation").
   */
  public String uniqueId() {
    String id = storageType + pathOrInlineDv;
    return offset.isPresent() ? id + "@" + offset.getAsInt() : id;
  }
}
