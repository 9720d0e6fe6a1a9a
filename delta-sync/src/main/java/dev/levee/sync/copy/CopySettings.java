package dev.levee.sync.copy;

/**
 * How objects are copied. The memory for buffers is at most the executor's threads times {@code
 * partBytes}.
 *
 * @param partBytes objects up to this size are copied whole, larger ones in parts of it or
 *     streamed; at least 5 MiB, which is the smallest part S3 takes
 * @param streamedBytes objects up to this size may be streamed; at most 5 GiB, which is what S3
 *     takes in one request
 * @param streams how many may be streamed at a time, each of which keeps a thread for as long as it
 *     takes; larger objects beyond them are copied in parts
 */
public record CopySettings(int partBytes, long streamedBytes, int streams) {
  private static final int MIN_PART_BYTES = 5 << 20;
  private static final long MAX_STREAMED_BYTES = 5L << 30;

  /** The most parts an upload may have (S3 user guide, "multipart upload limits"). */
  static final int MAX_PARTS = 10_000;

  /** Checks the bounds. */
  public CopySettings {
    if (partBytes < MIN_PART_BYTES) {
      throw new IllegalArgumentException("part_size is at least 5 MiB: " + partBytes);
    }
    if (streamedBytes < 0 || streamedBytes > MAX_STREAMED_BYTES || streams < 0) {
      throw new IllegalArgumentException(
          "stream_up_to is from 0 to 5 GiB: %d, %d at a time".formatted(streamedBytes, streams));
    }
  }

  /** Nothing is streamed. */
  public CopySettings(int partBytes) {
    this(partBytes, 0, 0);
  }

  /** Parts of 8 MiB; objects up to 256 MiB are streamed, eight at a time. */
  public static CopySettings defaults() {
    return new CopySettings(8 << 20, 256 << 20, 8);
  }

  /** The size of the parts of an object, so that there are not too many of them. */
  int partBytesFor(long size) {
    long needed = (size + MAX_PARTS - 1) / MAX_PARTS;
    return Math.toIntExact(Math.max(partBytes, needed));
  }
}
