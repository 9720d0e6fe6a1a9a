package dev.levee.sync.engine.commit;

import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.TableMetadata;
import java.util.Optional;

/**
 * Follows the newest version of a replica by the commits that are published there. It says nothing
 * before a protocol and metadata have been seen. What it says is memory: it is to be used only
 * where a listing shows that the log ends there ({@link HeadCommit#isNewestOf}).
 *
 * <p>Commits may come in any order, as those of a first copy do: the highest version counts. From
 * any thread.
 */
public final class HeadTracking {
  private Optional<HeadCommit> newest = Optional.empty();
  private Optional<Protocol> protocol = Optional.empty();
  private Optional<Boolean> inCommitTimestamps = Optional.empty();
  private long protocolFrom = -1;
  private long metadataFrom = -1;

  /** Forgets everything: the log may be another one. */
  public synchronized void forget() {
    newest = Optional.empty();
    protocol = Optional.empty();
    inCommitTimestamps = Optional.empty();
    protocolFrom = -1;
    metadataFrom = -1;
  }

  /** Goes on from a version that was read, or that a listing has just shown to be the newest. */
  public synchronized void goOnFrom(TableHead head) {
    newest = Optional.of(head.commit());
    protocol = Optional.of(head.protocol());
    inCommitTimestamps = Optional.of(head.inCommitTimestamps());
    protocolFrom = head.commit().version();
    metadataFrom = head.commit().version();
  }

  synchronized void published(FetchedCommit commit) {
    long version = commit.version();
    if (version > newest.map(HeadCommit::version).orElse(-1L)) {
      newest = Optional.of(HeadCommit.published(commit));
    }
    if (commit.commit().protocol().isPresent() && version > protocolFrom) {
      protocol = commit.commit().protocol();
      protocolFrom = version;
    }
    if (commit.commit().metadata().isPresent() && version > metadataFrom) {
      inCommitTimestamps = commit.commit().metadata().map(TableMetadata::hasInCommitTimestamps);
      metadataFrom = version;
    }
  }

  /** The newest version; empty while not all of it is known. */
  public synchronized Optional<TableHead> head() {
    if (newest.isEmpty() || protocol.isEmpty() || inCommitTimestamps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new TableHead(newest.get(), protocol.get(), inCommitTimestamps.get()));
  }
}
