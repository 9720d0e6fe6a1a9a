package dev.levee.sync.store;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;
import java.util.Map;

/**
 * An object to be written.
 *
 * @param location where
 * @param body its bytes; those of a stream only for {@link ObjectStore#createExclusive}
 * @param metadata user metadata: keys of lower-case ASCII letters, digits and {@code -}; values of
 *     printable ASCII
 */
public record NewObject(Location location, ObjectBody body, Map<String, String> metadata) {
  /** Copies the metadata. */
  public NewObject {
    requireNonNull(location, "location");
    requireNonNull(body, "body");
    metadata = Map.copyOf(metadata);
  }

  /** An object without metadata. */
  public static NewObject of(Location location, byte[] bytes) {
    return new NewObject(location, ObjectBody.of(bytes), Map.of());
  }
}
