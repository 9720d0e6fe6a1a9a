package dev.levee.sync.engine.commit;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import java.util.Optional;

/**
 * Whether a table's commits carry their times. Where they do not, readers take the times of the
 * objects, and no store lets a copy have its original's: the replica's commits are as old as their
 * replication. What commits say is followed; before the first of them says anything, the replica is
 * asked once.
 */
public final class CommitTimes {
  private static final String WARNING =
      "its commits do not carry their times (delta.enableInCommitTimestamps is off), so time travel by timestamp finds other versions in the replica than in the primary; versions are the same. Set delta.enableInCommitTimestamps to true on the table in the primary; `levee history` shows both times";

  private final TableContext context;
  private volatile Optional<Boolean> inCommit = Optional.empty();
  private boolean asked;

  public CommitTimes(TableContext context) {
    this.context = context;
  }

  /** Whether they do; empty while that is not known. From any thread. */
  public Optional<Boolean> inCommit() {
    return inCommit;
  }

  /** Follows a commit that was published. */
  public void follow(Commit commit) {
    commit.metadata().ifPresent(this::learn);
  }

  /**
   * Asks the replica, unless that is known.
   *
   * @param log the replica's log, where it was just listed
   * @return the protocol in force, where it was read for this
   */
  public Optional<Protocol> ask(long published, Optional<LogListing> log) {
    if (inCommit.isPresent() || asked) {
      return Optional.empty();
    }
    asked = true;
    try {
      Location root = context.roots().target();
      KernelSnapshots snapshots =
          log.map(listed -> KernelSnapshots.listed(context.target(), root, listed))
              .orElseGet(() -> new KernelSnapshots(context.target()));
      Snapshot state = snapshots.readWithoutFiles(root, published);
      learn(state.metadata());
      return Optional.of(state.protocol());
    } catch (SnapshotException unreadable) {
      context
          .warnings()
          .accept("whether its commits carry times is not known: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  /** Takes the newest metadata that is known. */
  public void learn(TableMetadata metadata) {
    inCommit = Optional.of(metadata.hasInCommitTimestamps());
    if (!metadata.hasInCommitTimestamps()) {
      context.warnings().accept(WARNING);
    }
  }
}
