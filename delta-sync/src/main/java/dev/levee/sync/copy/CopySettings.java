package dev.levee.sync.copy;

/**
 * How objects are copied. The memory for buffers is at most the executor's threads times {@code
 * partBytes}.
 *
 * @param partBytes objects up to this size are copied whole, larger ones in parts of it; at least 5
 *     MiB, which is the smallest part S3 takes
 */
public record CopySettings(int partBytes) {
  private static final int MIN_PART_BYTES = 5 << 20;

  /** The most parts an upload may have (S3 user guide, "multipart upload limits"). */
  static final int MAX_PARTS = 10_000;

  /** Checks the bounds. */
  public CopySettings {
    if (partBytes < MIN_PART_BYTES) {
      throw new IllegalArgumentException("part_size is at least 5 MiB: " + partBytes);
    }
  }

  /** Parts of 8 MiB. */
  public static CopySettings defaults() {
    return new CopySettings(8 << 20);
  }

  /** The size of the parts of an object, so that there are not too many of them. */
  int partBytesFor(long size) {
    long needed = (size + MAX_PARTS - 1) / MAX_PARTS;
    return Math.toIntExact(Math.max(partBytes, needed));
  }
}
