package dev.levee.sync.engine.commit;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.TableMetadata;
import java.util.Optional;

/**
 * Whether a table's commits carry their times. Where they do not, readers take the times of the
 * objects, and no store lets a copy have its original's: the replica's commits are as old as their
 * replication. What commits say is followed.
 */
public final class CommitTimes {
  private static final String WARNING =
      "its commits do not carry their times (delta.enableInCommitTimestamps is off), so time travel by timestamp finds other versions in the replica than in the primary; versions are the same. Set delta.enableInCommitTimestamps to true on the table in the primary; `levee history` shows both times";

  private final TableContext context;
  private volatile Optional<Boolean> inCommit = Optional.empty();

  public CommitTimes(TableContext context) {
    this.context = context;
  }

  /** Whether they do; empty while that is not known. From any thread. */
  public Optional<Boolean> inCommit() {
    return inCommit;
  }

  /** Follows a commit that was published. */
  public void follow(Commit commit) {
    commit.metadata().map(TableMetadata::hasInCommitTimestamps).ifPresent(this::learn);
  }

  /** Takes what the newest version is known to say. */
  public void learn(boolean carried) {
    boolean told = inCommit.filter(known -> known == carried).isPresent();
    inCommit = Optional.of(carried);
    if (!carried && !told) {
      context.warnings().accept(WARNING);
    }
  }
}
