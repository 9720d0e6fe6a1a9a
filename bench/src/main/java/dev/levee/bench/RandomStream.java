package dev.levee.bench;

import java.io.InputStream;
import java.util.SplittableRandom;

/** Bytes that follow from a seed and that nothing can compress, without holding them. */
final class RandomStream extends InputStream {
  private static final int BLOCK_BYTES = 64 << 10;

  private final SplittableRandom random;
  private final byte[] block;
  private long remaining;
  private int used;

  RandomStream(long seed, long length) {
    this.random = new SplittableRandom(seed);
    this.block = new byte[(int) Math.min(length, BLOCK_BYTES)];
    this.remaining = length;
    this.used = block.length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (remaining == 0) {
      return -1;
    }
    if (used == block.length) {
      random.nextBytes(block);
      used = 0;
    }
    int count = (int) Math.min(remaining, Math.min(length, block.length - used));
    System.arraycopy(block, used, target, offset, count);
    used += count;
    remaining -= count;
    return count;
  }
}
