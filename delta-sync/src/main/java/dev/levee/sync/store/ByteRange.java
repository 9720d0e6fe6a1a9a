package dev.levee.sync.store;

/**
 * Some bytes of an object.
 *
 * @param offset of the first byte
 * @param length how many, at least one
 */
public record ByteRange(long offset, int length) {
  /** Checks the bounds. */
  public ByteRange {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("no range: " + offset + "+" + length);
    }
  }

  /** The offset of the last byte. */
  public long last() {
    return offset + length - 1;
  }
}
