package dev.levee.bench;

import java.util.OptionalDouble;

/** The two stores that are copied between. */
public interface Servers extends AutoCloseable {
  Bucket primary();

  Bucket secondary();

  /** Whether both buckets are on one server, which can copy between them by itself. */
  default boolean areOneEndpoint() {
    return primary().isBeside(secondary());
  }

  /** What the servers have burnt so far, where that can be known. */
  OptionalDouble cpuSeconds();

  @Override
  void close();
}
