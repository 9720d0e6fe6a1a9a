package dev.levee.bench;

import io.delta.kernel.internal.deletionvectors.Base85Codec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The deletion vector of one data file, in a file of its own (Delta protocol, "Deletion Vector
 * Format" and "Deletion Vector File Storage Format").
 *
 * @param id names the file
 * @param count how many rows are deleted
 * @param distance how far they are apart; the first is row 0
 */
record RowDeletion(UUID id, int count, int distance) {
  /** What one container of sorted rows can hold (Roaring format specification). */
  private static final int MAX_ROWS = 4096;

  private static final int CONTAINER_ROWS = 1 << 16;
  private static final byte FORMAT_VERSION = 1;
  private static final int MAGIC = 1_681_511_377;
  private static final int COOKIE_WITHOUT_RUNS = 12_346;
  private static final int BITMAP_HEADER_BYTES = 16;
  private static final int ARRAY_HEADER_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;

  /** Checks that all rows are in the first container. */
  RowDeletion {
    boolean fits = count >= 1 && count <= MAX_ROWS && distance >= 1;
    if (!fits || (long) (count - 1) * distance >= CONTAINER_ROWS) {
      throw new IllegalArgumentException(
          "no rows of one container: %d, %d apart".formatted(count, distance));
    }
  }

  /** The vector deletes about ten rows, of a file that has so many. */
  static RowDeletion of(UUID id, long rows) {
    int within = (int) Math.min(rows, CONTAINER_ROWS);
    int count = Math.min(10, within);
    return new RowDeletion(id, count, within / count);
  }

  String fileName() {
    return "deletion_vector_" + id + ".bin";
  }

  /** The whole file: version, size, vector, CRC-32. */
  byte[] file() {
    byte[] vector = vector();
    CRC32 crc = new CRC32();
    crc.update(vector);
    return ByteBuffer.allocate(1 + Integer.BYTES + vector.length + Integer.BYTES)
        .put(FORMAT_VERSION)
        .putInt(vector.length)
        .put(vector)
        .putInt((int) crc.getValue())
        .array();
  }

  /** The value of {@code deletionVector} in an {@code add}. */
  String descriptor() {
    return """
        {"storageType":"u","pathOrInlineDv":"%s","offset":1,"sizeInBytes":%d,"cardinality":%d}"""
        .formatted(Base85Codec.encodeUUID(id), vectorBytes(), count);
  }

  private int vectorBytes() {
    return ARRAY_HEADER_BYTES + BITMAP_HEADER_BYTES + count * Short.BYTES;
  }

  private byte[] vector() {
    ByteBuffer bytes = ByteBuffer.allocate(vectorBytes()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(MAGIC).putLong(1).putInt(0);
    bytes.putInt(COOKIE_WITHOUT_RUNS).putInt(1).putShort((short) 0).putShort((short) (count - 1));
    bytes.putInt(BITMAP_HEADER_BYTES);
    for (int i = 0; i < count; i++) {
      bytes.putShort((short) (i * distance));
    }
    return bytes.array();
  }
}
