package dev.levee.sync.sweep;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.store.ObjectAttributes;
import java.time.Instant;

/**
 * An object of the secondary that a listing of the primary did not show.
 *
 * @param key relative to the prefix that both sides are compared under
 * @param etag the state that was seen
 * @param lastModified by the secondary's clock
 */
public record AbsentFile(String key, String etag, Instant lastModified) {
  /** Checks that the parts are there. */
  public AbsentFile {
    requireNonNull(key, "key");
    requireNonNull(etag, "etag");
    requireNonNull(lastModified, "lastModified");
  }

  static AbsentFile of(String key, ObjectAttributes attributes) {
    return new AbsentFile(key, attributes.etag(), attributes.lastModified());
  }

  /** Whether the object is still as it was seen. */
  public boolean isStill(ObjectAttributes now) {
    return etag.equals(now.etag()) && lastModified.equals(now.lastModified());
  }
}
