package dev.levee.sync.plan;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.model.Location;

/**
 * Where one deletion vector lies in its file (Delta protocol, "Deletion Vector File Storage
 * Format"): its size in four bytes, its data, the CRC-32 of its data in four bytes.
 *
 * @param source the file in the primary
 * @param target the file in the secondary
 * @param offset of the size field, in bytes from the beginning of the file
 * @param sizeInBytes of the data, as the log says
 */
public record VectorExtent(Location source, Location target, long offset, int sizeInBytes) {
  /** The bytes of the size field, and those of the CRC-32. */
  public static final int FIELD_BYTES = 4;

  /** Checks that the extent is none of nothing. */
  public VectorExtent {
    requireNonNull(source, "source");
    requireNonNull(target, "target");
    if (offset < 0 || sizeInBytes < 0) {
      throw new IllegalArgumentException("no extent: " + offset + "+" + sizeInBytes);
    }
  }

  /** The offset of the first byte behind the extent. */
  public long end() {
    return offset + FIELD_BYTES + sizeInBytes + FIELD_BYTES;
  }
}
