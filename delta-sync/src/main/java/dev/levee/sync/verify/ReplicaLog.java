package dev.levee.sync.verify;

import dev.levee.sync.log.LastCheckpointHint;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.ReadableVersions;
import dev.levee.sync.store.ObjectContent;
import java.util.Optional;

/**
 * The log of the replica, read in an order that shows no fault where there is none while it grows:
 * first the hint, then everything that the hint may name.
 *
 * @param listing what is in it
 * @param versions what readers see
 * @param hint the bytes of {@code _last_checkpoint}
 */
record ReplicaLog(LogListing listing, ReadableVersions versions, Optional<byte[]> hint) {
  /** The log, or empty while readers see no table. */
  static Optional<ReplicaLog> read(TableSides sides) {
    Optional<ReplicaLog> log = once(sides);
    // A listing is no snapshot: what seems to be out of order has to be so twice.
    return log.isPresent() && log.get().isOutOfOrder() ? once(sides) : log;
  }

  private static Optional<ReplicaLog> once(TableSides sides) {
    Optional<byte[]> hint =
        sides
            .replica()
            .open(LogListing.folder(sides.replicaRoot()).resolve("_last_checkpoint"))
            .map(content -> read(sides, content));
    LogListing listing = LogListing.read(sides.replica(), sides.replicaRoot());
    return ReadableVersions.of(listing).map(versions -> new ReplicaLog(listing, versions, hint));
  }

  private static byte[] read(TableSides sides, ObjectContent content) {
    boolean tooLarge = content.attributes().size() > LastCheckpointHint.MAX_BYTES;
    try (content) {
      return tooLarge ? new byte[0] : content.readAll();
    } catch (dev.levee.sync.store.StoreException e) {
      throw sides.replica().broken(LogListing.folder(sides.replicaRoot()), e);
    }
  }

  /** The newest version that readers see. */
  long published() {
    return versions.newest();
  }

  private boolean isOutOfOrder() {
    long published = published();
    long versions = listing.commits().lastKey() - listing.commits().firstKey() + 1;
    return listing.commits().size() != versions
        || listing.checkpoints().stream().anyMatch(file -> file.version() > published)
        || !listing.checksums().tailMap(published, false).isEmpty()
        || listing.compactions().stream().anyMatch(file -> file.last() > published);
  }
}
