package dev.levee.daemon.config;

/**
 * How files are copied. What is in flight takes up to {@code threads * partSize} bytes of memory.
 *
 * @param threads how many objects or parts at a time, all groups together
 * @param partSize bytes of one part of a large object
 */
public record CopyConfig(int threads, long partSize) {
  /** 16 threads, parts of 8 MiB. */
  public static final CopyConfig DEFAULT = new CopyConfig(16, 8L << 20);
}
