package dev.levee.sync.engine.table;

import dev.levee.sync.engine.commit.HeadTracking;
import dev.levee.sync.engine.commit.HistoryStart;
import dev.levee.sync.engine.commit.TableContext;
import dev.levee.sync.engine.commit.TableHead;
import dev.levee.sync.engine.commit.TableHeldException;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.kernel.SnapshotException;
import dev.levee.sync.model.Location;
import java.util.Optional;

/**
 * What is in force at a replica's newest version. A daemon that starts reads it when the table's
 * next version is asked for, not before: most tables are idle, and a listing tells that. Used by
 * one thread at a time.
 */
final class ReplicaHead {
  private final TableContext context;
  private final HeadTracking heads;
  private Optional<TableHead> before = Optional.empty();
  private Optional<LogListing> log = Optional.empty();
  private boolean learned;
  private boolean told;

  ReplicaHead(TableContext context, HeadTracking heads) {
    this.context = context;
    this.heads = heads;
  }

  /** The position is looked for: until it is found, nothing that was known counts. */
  void startAnew() {
    before = heads.head();
    heads.forget();
    log = Optional.empty();
    learned = false;
  }

  /**
   * The table goes on behind this version.
   *
   * @param listed the replica's log, where it was just listed; what readers of the newest version
   *     need of it is kept until that is read
   */
  void goesOnAt(long version, Optional<LogListing> listed) {
    listed
        .flatMap(now -> before.filter(head -> head.commit().isNewestOf(now, context.target())))
        .ifPresent(heads::goOnFrom);
    before = Optional.empty();
    if (!isKnown(version)) {
      log = listed.map(now -> now.from(HistoryStart.ofReaders(now).orElseThrow().version()));
    }
  }

  private boolean isKnown(long version) {
    return heads.head().filter(head -> head.commit().version() == version).isPresent();
  }

  /**
   * What is known of this version, once for each time that the position was found; read where it
   * has to be.
   *
   * @return empty when it was told before, or cannot be read, which replication goes on without
   */
  Optional<TableHead> learn(long version) {
    if (learned) {
      return Optional.empty();
    }
    if (!isKnown(version)) {
      read(version).ifPresent(heads::goOnFrom);
    }
    learned = true;
    log = Optional.empty();
    return heads.head();
  }

  private Optional<TableHead> read(long version) {
    Location root = context.roots().target();
    try {
      LogListing listed = log.orElseGet(() -> LogListing.read(context.target(), root));
      return TableHead.read(context.target(), root, version, listed);
    } catch (SnapshotException | TableHeldException unreadable) {
      if (!told) {
        told = true;
        context
            .warnings()
            .accept("whether its commits carry times is not known: " + unreadable.getMessage());
      }
      return Optional.empty();
    }
  }
}
