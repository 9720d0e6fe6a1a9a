package dev.levee.sync.log;

import java.util.Optional;

/**
 * Which versions readers of a log can reach.
 *
 * @param oldest from which an unbroken run of commits leads to the newest
 * @param newest that readers of the log see: the one that is published
 */
public record ReadableVersions(long oldest, long newest) {
  /** Checks the order. */
  public ReadableVersions {
    if (oldest < 0 || newest < oldest) {
      throw new IllegalArgumentException("no versions: " + oldest + " to " + newest);
    }
  }

  /** What readers of this log see, or empty while they see no table. */
  public static Optional<ReadableVersions> of(LogListing log) {
    return start(log)
        .map(
            start -> {
              long newest = log.lastContiguousFrom(start);
              return new ReadableVersions(oldest(log, start), newest);
            });
  }

  /** Readers begin with the newest complete checkpoint whose commit is there, or with version 0. */
  private static Optional<Long> start(LogListing log) {
    for (int i = log.checkpoints().size() - 1; i >= 0; i--) {
      long version = log.checkpoints().get(i).version();
      if (log.commits().containsKey(version)) {
        return Optional.of(version);
      }
    }
    return log.commits().containsKey(0L) ? Optional.of(0L) : Optional.empty();
  }

  private static long oldest(LogListing log, long start) {
    if (log.lastContiguousFrom(0) >= start) {
      return 0;
    }
    return log.checkpoints().stream()
        .mapToLong(CheckpointFiles::version)
        .filter(older -> log.lastContiguousFrom(older) >= start)
        .min()
        .orElse(start);
  }
}
