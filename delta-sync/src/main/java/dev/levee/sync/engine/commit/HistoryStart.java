package dev.levee.sync.engine.commit;

import dev.levee.sync.engine.ReplicationSettings.History;
import dev.levee.sync.log.CheckpointFiles;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.model.HoldReason;
import java.util.List;
import java.util.Optional;

/**
 * From where a log can be read: version 0, or a complete checkpoint with its commit.
 *
 * @param version the first version
 * @param checkpoint the checkpoint that stands in for what was before; empty for version 0
 */
public record HistoryStart(long version, Optional<CheckpointFiles> checkpoint) {

  /**
   * Where a replica of this log begins.
   *
   * @throws TableHeldException when there is no place from which an unbroken run of commits leads
   *     to the newest one
   */
  public static HistoryStart choose(LogListing log, History history) throws TableHeldException {
    long head = log.newestCommit().orElseThrow();
    boolean fromZero = log.lastContiguousFrom(0) == head;
    List<CheckpointFiles> usable =
        log.checkpoints().stream()
            .filter(checkpoint -> log.lastContiguousFrom(checkpoint.version()) == head)
            .filter(checkpoint -> checkpoint.version() <= head)
            .toList();
    if (history == History.SNAPSHOT && !usable.isEmpty()) {
      CheckpointFiles newest = usable.get(usable.size() - 1);
      return new HistoryStart(newest.version(), Optional.of(newest));
    }
    if (fromZero) {
      return new HistoryStart(0, Optional.empty());
    }
    if (usable.isEmpty()) {
      throw new TableHeldException(
          HoldReason.GAP,
          "commits lead up to version %d, but neither from version 0 nor from a complete checkpoint without a gap"
              .formatted(head));
    }
    return new HistoryStart(usable.get(0).version(), Optional.of(usable.get(0)));
  }

  /** From where readers of this log read, or empty while they see no table. */
  public static Optional<HistoryStart> ofReaders(LogListing log) {
    for (int i = log.checkpoints().size() - 1; i >= 0; i--) {
      CheckpointFiles checkpoint = log.checkpoints().get(i);
      if (log.commits().containsKey(checkpoint.version())) {
        return Optional.of(new HistoryStart(checkpoint.version(), Optional.of(checkpoint)));
      }
    }
    return log.commits().containsKey(0L)
        ? Optional.of(new HistoryStart(0, Optional.empty()))
        : Optional.empty();
  }

  /**
   * The oldest version from which this log leads to the one that readers begin with: there may be
   * more history before the newest checkpoint.
   */
  public long oldestReadable(LogListing log) {
    if (log.lastContiguousFrom(0) >= version) {
      return 0;
    }
    return log.checkpoints().stream()
        .mapToLong(CheckpointFiles::version)
        .filter(older -> log.lastContiguousFrom(older) >= version)
        .min()
        .orElse(version);
  }
}
