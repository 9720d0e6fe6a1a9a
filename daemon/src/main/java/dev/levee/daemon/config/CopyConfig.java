package dev.levee.daemon.config;

import dev.levee.sync.copy.CopySettings;

/**
 * How files are copied. What is in flight takes up to {@code threads * partSize} bytes of memory.
 *
 * @param threads how many objects or parts at a time, all groups together
 * @param partSize bytes of one part of a large object
 * @param streamUpTo bytes of the largest object that goes in one request, unbuffered
 */
public record CopyConfig(int threads, long partSize, long streamUpTo) {
  /** 16 threads, parts of 8 MiB, streams of up to 256 MiB. */
  public static final CopyConfig DEFAULT = new CopyConfig(16, 8L << 20, 256L << 20);

  /** The same for the engine. Long streams leave half of the threads to what is short. */
  public CopySettings settings() {
    return new CopySettings(Math.toIntExact(partSize), streamUpTo, threads / 2);
  }
}
