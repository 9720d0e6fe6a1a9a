package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * What a store says of an object.
 *
 * @param size in bytes
 * @param etag identifies this state of the object, without quotes
 * @param lastModified by the store's clock
 * @param metadata the user metadata, keys in lower case; empty where the store keeps none or the
 *     call does not return it (listings)
 */
public record ObjectAttributes(
    long size, String etag, Instant lastModified, Map<String, String> metadata) {
  /** Copies the metadata. */
  public ObjectAttributes {
    requireNonNull(etag, "etag");
    requireNonNull(lastModified, "lastModified");
    metadata = Map.copyOf(metadata);
    if (size < 0) {
      throw new IllegalArgumentException("a size is not negative: " + size);
    }
  }
}
