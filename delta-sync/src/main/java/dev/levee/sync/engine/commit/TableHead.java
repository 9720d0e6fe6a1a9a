package dev.levee.sync.engine.commit;

import static java.util.Objects.requireNonNull;

import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.log.kernel.KernelSnapshots;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectStore;
import java.util.Optional;

/**
 * The newest version of a table in one region: all that whoever takes the next version has to know.
 * It is true of a log that ends with this commit; whether one does, only a listing says ({@link
 * HeadCommit#isNewestOf}).
 *
 * @param commit the version's
 * @param protocol in force
 * @param inCommitTimestamps whether commits have to carry their times
 */
public record TableHead(HeadCommit commit, Protocol protocol, boolean inCommitTimestamps) {
  /** Checks that all is there. */
  public TableHead {
    requireNonNull(commit, "commit");
    requireNonNull(protocol, "protocol");
  }

  /**
   * Reads a version, and what is in force there: by one GET where its commit says so, else by what
   * Delta Kernel reads of the log besides.
   *
   * @param log which has the version, as it was just listed
   * @return empty when the version is not there any more
   * @throws TableHeldException when its commit is not understood
   * @throws dev.levee.sync.log.kernel.SnapshotException when what is before it cannot be read
   */
  public static Optional<TableHead> read(
      ObjectStore store, Location root, long version, LogListing log) throws TableHeldException {
    Optional<FetchedCommit> found = new CommitFetcher(store, root).fetch(version);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (FetchedCommit commit = found.get()) {
      Optional<Protocol> protocol = commit.commit().protocol();
      Optional<TableMetadata> metadata = commit.commit().metadata();
      if (protocol.isPresent() && metadata.isPresent()) {
        return Optional.of(of(commit, protocol.get(), metadata.get()));
      }
      Snapshot state =
          KernelSnapshots.listed(new OneReadCommit(store, root, commit), root, log)
              .readWithoutFiles(root, version);
      return Optional.of(of(commit, state.protocol(), state.metadata()));
    }
  }

  private static TableHead of(FetchedCommit commit, Protocol protocol, TableMetadata metadata) {
    return new TableHead(HeadCommit.read(commit), protocol, metadata.hasInCommitTimestamps());
  }
}
