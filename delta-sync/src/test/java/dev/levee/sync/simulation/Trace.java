package dev.levee.sync.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** What has happened, as a digest; the newest lines too, or all, where they are wanted. */
final class Trace {
  private final int kept;
  private final Deque<String> lines = new ArrayDeque<>();
  private long digest;
  private long entries;

  /**
   * An empty trace.
   *
   * @param kept how many lines are kept; 0 makes it quick
   */
  Trace(int kept) {
    this.kept = kept;
  }

  /**
   * Notes something.
   *
   * @param time when, in nanoseconds
   * @param fingerprint tells it from other things that may happen
   * @param line says it, for people
   */
  void note(long time, long fingerprint, Supplier<String> line) {
    entries++;
    digest = (digest ^ time) * 0x9E3779B97F4A7C15L + Long.rotateLeft(digest, 17) + fingerprint;
    if (kept > 0) {
      lines.add("%10.3f  %s".formatted(time / 1e9, line.get()));
      if (lines.size() > kept) {
        lines.remove();
      }
    }
  }

  long digest() {
    return digest;
  }

  long entries() {
    return entries;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
