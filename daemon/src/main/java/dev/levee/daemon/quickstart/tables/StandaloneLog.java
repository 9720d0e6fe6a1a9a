package dev.levee.daemon.quickstart.tables;

import dev.levee.sync.model.Location;
import dev.levee.sync.store.hadoop.HadoopAccess;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.exceptions.DeltaConcurrentModificationException;
import io.delta.standalone.exceptions.DeltaStandaloneException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The log of one table that Delta Standalone writes. It writes a checkpoint every ten versions. */
final class StandaloneLog {
  private static final String ENGINE = "levee-quickstart";

  /** No reader looks at it; the object itself knows. */
  private static final long MODIFIED = 0;

  private final DeltaLog log;
  private final Metadata metadata;

  StandaloneLog(HadoopAccess access, Location root, Metadata metadata) {
    this.log = DeltaLog.forTable(access.configuration(), HadoopAccess.path(root));
    this.metadata = metadata;
  }

  /** What a commit does, made from the version that it will have and the files before. */
  @FunctionalInterface
  interface Change {
    Commit at(long version, List<AddFile> files) throws IOException;
  }

  /** A commit to be. */
  record Commit(Operation.Name operation, List<Action> actions) {
    Commit {
      actions = List.copyOf(actions);
    }
  }

  /** Commits a change to the newest version and returns the new one. */
  long commit(Change change) throws IOException {
    try {
      OptimisticTransaction transaction = log.startTransaction();
      // A change is made from all files it saw: another writer's commit in between is a conflict.
      transaction.readWholeTable();
      if (transaction.readVersion() < 0) {
        transaction.updateMetadata(metadata);
      }
      List<AddFile> files = log.snapshot().getAllFiles();
      Commit commit = change.at(transaction.readVersion() + 1, files);
      return transaction
          .commit(commit.actions(), new Operation(commit.operation()), ENGINE)
          .getVersion();
    } catch (DeltaStandaloneException | DeltaConcurrentModificationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * A new file as an action. Without statistics: Standalone writes them as an object, not as the
   * text that the protocol asks for.
   */
  static AddFile add(String path, Map<String, String> partition, long size) {
    return new AddFile(path, partition, size, MODIFIED, true, null, Map.of());
  }
}
