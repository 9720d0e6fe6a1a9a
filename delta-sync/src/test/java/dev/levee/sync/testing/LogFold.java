package dev.levee.sync.testing;

import dev.levee.sync.log.Commit;
import dev.levee.sync.log.CommitReader;
import dev.levee.sync.log.CommitRejectedException;
import dev.levee.sync.log.DeletionVector;
import dev.levee.sync.log.FileAction;
import dev.levee.sync.log.LogListing;
import dev.levee.sync.log.Protocol;
import dev.levee.sync.log.Snapshot;
import dev.levee.sync.log.TableMetadata;
import dev.levee.sync.model.Location;
import dev.levee.sync.store.ObjectContent;
import dev.levee.sync.store.ObjectStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds commits up from the first, without checkpoints: a second opinion about snapshots. */
public final class LogFold {
  private final ObjectStore store;
  private final Location tableRoot;

  /** Folds a table whose log is whole. */
  public LogFold(ObjectStore store, Location tableRoot) {
    this.store = store;
    this.tableRoot = tableRoot;
  }

  /** A live file without what a checkpoint does not keep. */
  public record LiveFile(String path, long size, Optional<DeletionVector> deletionVector) {}

  /** The state at a version. */
  public Snapshot at(long version) {
    Map<String, FileAction.Add> live = new LinkedHashMap<>();
    Optional<Protocol> protocol = Optional.empty();
    Optional<TableMetadata> metadata = Optional.empty();
    for (long v = 0; v <= version; v++) {
      Commit commit = read(store, tableRoot, v);
      protocol = commit.protocol().isPresent() ? commit.protocol() : protocol;
      metadata = commit.metadata().isPresent() ? commit.metadata() : metadata;
      commit.files().forEach(file -> apply(file, live));
    }
    return new Snapshot(
        version, protocol.orElseThrow(), metadata.orElseThrow(), List.copyOf(live.values()));
  }

  private static void apply(FileAction file, Map<String, FileAction.Add> live) {
    if (file instanceof FileAction.Add add) {
      live.put(key(add.path(), add.deletionVector()), add);
    } else if (file instanceof FileAction.Remove remove) {
      live.remove(key(remove.path(), remove.deletionVector()));
    }
  }

  private static String key(String path, Optional<DeletionVector> vector) {
    return path + "|" + vector.map(DeletionVector::uniqueId).orElse("");
  }

  /** Reads one commit of a table. */
  public static Commit read(ObjectStore store, Location tableRoot, long version) {
    try (ObjectContent content = store.open(LogListing.commit(tableRoot, version)).orElseThrow()) {
      return new CommitReader().read(version, content.stream());
    } catch (IOException | CommitRejectedException e) {
      throw new AssertionError("version " + version, e);
    }
  }

  /** The live files, comparable between a fold and a checkpoint. */
  public static Set<LiveFile> files(Snapshot snapshot) {
    return snapshot.liveFiles().stream()
        .map(add -> new LiveFile(add.path(), add.size().orElseThrow(), add.deletionVector()))
        .collect(Collectors.toSet());
  }
}
