package dev.levee.sync.store;

import dev.levee.sync.model.Location;

/**
 * An object being written in parts. Parts may be sent in any order and in parallel; all but the
 * last are at least 5 MiB (S3 user guide, "multipart upload limits"). The caller ends it by {@link
 * #complete} or {@link #abort}.
 */
public interface MultipartUpload {
  /**
   * Sends one part; sending the same number again replaces it.
   *
   * @param number from 1 to 10,000
   */
  void uploadPart(int number, ObjectBody body);

  /**
   * Fills one part from an object of the same store, without moving bytes through Levee.
   *
   * @param etag the state of the source that is wanted
   * @throws StoreException of kind {@code CHANGED}, {@code NOT_FOUND} or {@code UNSUPPORTED}
   */
  void copyPart(int number, Location source, String etag, ByteRange range);

  /**
   * Makes the object visible, all of it at once, if its name is free. Several stores ignore that
   * condition on this call, so commits are never written in parts, and a caller looks first. After
   * {@code Unknown} it may be called again.
   */
  CreateOutcome complete();

  /**
   * Makes the object visible, all of it at once, in the place of whatever has its name. As {@link
   * ObjectStore#overwrite}, only for what the primary itself overwrites.
   */
  void replace();

  /** Gives up: nothing becomes visible, and the store may drop the parts. Never throws. */
  void abort();
}
