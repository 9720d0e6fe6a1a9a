package dev.levee.sync.store;

import dev.levee.sync.model.Location;
import java.util.Map;
import java.util.Optional;

/**
 * An object store as Levee needs it. All calls block; all are safe to use from many threads.
 *
 * <p>Whatever goes wrong is a {@link StoreException}, whose kind says what the caller does about
 * it. An implementation retries passing faults itself, within a bounded time, in every call but
 * {@link #createExclusive}; callers never retry around it.
 *
 * <p>Consistency: a call that begins after another has returned sees its effect (S3 user guide,
 * "Amazon S3 data consistency model").
 */
public interface ObjectStore extends AutoCloseable {
  /** What this store can do and how large its objects may be. */
  StoreTraits traits();

  /**
   * One page of the objects below a prefix, in the order of their keys' UTF-8 bytes. A page may be
   * short, or empty, and still not be the last: only a missing continuation says so. A listing is
   * no snapshot: what is written or removed while its pages are read may or may not be in it.
   */
  ListPage list(ListRequest request);

  /** The attributes of an object, or empty when there is none. */
  Optional<ObjectAttributes> head(Location location);

  /**
   * Opens an object from its beginning, or empty when there is none. The reader must close it, and
   * must check the length: a broken connection may end the stream early with an exception, never
   * silently.
   */
  Optional<ObjectContent> open(Location location);

  /**
   * Reads bytes of one known state of an object, whole.
   *
   * @param etag the state that is wanted
   * @throws StoreException of kind {@code CHANGED} when the object has another ETag now, of kind
   *     {@code NOT_FOUND} when it is gone
   */
  byte[] readRange(Location location, ByteRange range, String etag);

  /**
   * The one primitive that changes shared state: writes an object only if its name is free, all of
   * it or nothing, in a single request that is never repeated. Of any number of parallel callers
   * exactly one sees {@code Created}.
   *
   * <p>Never throws for a fault of the store: a request without a clear answer is {@code Unknown},
   * and the caller settles it by reading back. Throws only what is certain to have changed nothing
   * (access denied, no such bucket, an invalid name). A store whose ETags are MD5s creates nothing
   * of a body with another length or MD5 than it says (S3 API, PutObject, {@code Content-MD5});
   * that, and whatever would need a stream's bytes a second time, is {@code Unknown} too.
   */
  CreateOutcome createExclusive(NewObject object);

  /**
   * Writes an object whether or not there is one. Only for hints that readers can do without
   * ({@code _last_checkpoint}), and for mirrored objects, whose names their writers use again and
   * again; everything of a table is created exclusively. Of two that write at a time, either may
   * win.
   */
  void overwrite(NewObject object);

  /**
   * Copies one known state of an object within this store without moving its bytes through Levee.
   * All of it or nothing, but not exclusive: several stores ignore the condition on this call, so
   * the caller looks first.
   *
   * @param etag the state that is wanted
   * @param metadata the copy's own metadata
   * @return the copy's ETag
   * @throws StoreException of kind {@code CHANGED}, {@code NOT_FOUND} or {@code UNSUPPORTED}
   */
  String copyWithin(Location source, String etag, Location target, Map<String, String> metadata);

  /**
   * Begins an upload in parts for an object too large for one request. Nothing is visible before
   * {@link MultipartUpload#complete}.
   */
  MultipartUpload beginUpload(Location target, Map<String, String> metadata);

  /** Removes an object, if it is there. Removing what is not there is no error. */
  void delete(Location location);

  /** Releases connections and threads. */
  @Override
  void close();
}
